//! The plain form of a draft: nothing in hand is lost.

use reqwest::{Method, multipart::Form};
use testing_server::{Answer, Browser, Server, both_engines};

/// The hidden fields and the text of the form that a page shows.
async fn field(browser: &Browser, path: &str, name: &str) -> String {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let (_, rest) = page.body.split_once(&format!("name=\"{name}\" value=\"")).expect("the field");
    rest.split('"').next().expect("its end").to_owned()
}

async fn texts(server: &Server) -> i64 {
    server.world.number("SELECT COUNT(*) FROM draft").await.expect("a count")
}

#[both_engines]
async fn the_form_that_somebody_fills_in_is_never_lost(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let form = "/communications/nouvelle";
    let key = field(&teacher, form, "cle").await;
    let post = async |mark: &str, text: &str, path: &str| {
        let fields = [
            ("cle", key.as_str()),
            ("marque", mark),
            ("canal", "announcement"),
            ("texte", text),
            ("action", "enregistrer"),
        ];
        let answer = teacher.post_form(path, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.location().to_owned()
    };
    let first = post("", "Premier", form).await;
    let mark = field(&teacher, &first, "marque").await;
    assert!(!mark.is_empty());
    assert_eq!(post(&mark, "Deuxième", form).await, first, "the page goes on from what it shows");

    // Another page of the draft, which shows the older state.
    let aside = post(&mark, "D'une autre page", form).await;
    assert!(aside != first && aside.ends_with("&refus=ailleurs"), "{aside}");
    let page = teacher.get(&aside).await;
    assert!(page.body.contains("a été modifié dans une autre page"), "it is told");
    assert!(page.body.contains("D'une autre page"));
    assert!(teacher.get(&first).await.body.contains("Deuxième"));
    assert_eq!(texts(&server).await, 2);

    // Deleting a draft keeps the form in hand.
    let (_, other) = aside.split_once("brouillon=").expect("a draft");
    let other = other.split('&').next().expect("its number");
    let mark = field(&teacher, &first, "marque").await;
    let back = post(&mark, "En main", &format!("/communications/brouillons/{other}/supprimer")).await;
    assert_eq!(back, first);
    assert!(teacher.get(&back).await.body.contains("En main"));
    assert_eq!(texts(&server).await, 1);

    // A draft that is gone leaves an empty form, which says so.
    assert_eq!(
        teacher.post_form(&format!("/communications/brouillons/{other}/supprimer"), &[]).await.status,
        303
    );
    let gone = teacher.get(&format!("{form}?brouillon={other}")).await;
    assert_eq!(gone.status, 200);
    assert!(gone.body.contains("Ce brouillon n’est plus là"), "{}", gone.body);
}

#[both_engines]
async fn all_drafts_are_deleted_at_once_after_a_question(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let list = "/communications/emises";
    for (key, text) in [("brouillon-0001", "Sortie"), ("brouillon-0002", "Réunion"), ("brouillon-0003", " ")]
    {
        let fields = [("cle", key), ("canal", "announcement"), ("texte", text), ("action", "enregistrer")];
        let answer = teacher.post_form("/communications/nouvelle", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let page = teacher.get(list).await.body;
    assert!(page.contains("Vous avez 2 brouillons") && page.contains("Tout supprimer"), "{page}");
    let fields = [("cle", "brouillon-0004"), ("canal", "announcement"), ("texte", "En main")];
    let answer = teacher.post_form("/communications/brouillons/supprimer", &fields).await;
    assert!(teacher.get(answer.location()).await.body.contains("En main"), "{}", answer.body);
    assert_eq!(texts(&server).await, 1);
    let page = teacher.get(list).await.body;
    assert!(page.contains("Vous avez 1 brouillon") && !page.contains("Tout supprimer"), "{page}");
}

/// Without scripts each button loads the page anew: it opens at what the button has changed.
#[both_engines]
async fn the_form_opens_again_where_its_button_was_pressed(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    for (key, action, place) in [
        ("brouillon-0005", "ajouter-cible", "#cible-2"),
        ("brouillon-0006", "tous-les-parents", "#cible-2"),
        ("brouillon-0007", "chercher-personnes", "#cible-1"),
        ("brouillon-0008", "chercher-article", "#article"),
    ] {
        let fields = [
            ("cle", key),
            ("canal", "announcement"),
            ("texte", "Sortie"),
            ("cible", "1"),
            ("cible-1-profils", "National_ENS"),
            ("cible-1-personnes-recherche", "mar"),
            ("action", action),
        ];
        let answer = teacher.post_form("/communications/nouvelle", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert!(answer.location().ends_with(place), "{action}: {}", answer.location());
        let page = teacher.get(answer.location()).await;
        let id = format!("id=\"{}\"", &place[1..]);
        assert!(page.status == 200 && page.body.contains(&id), "{action}: {}", page.body);
    }
}

/// Drafts without a title and a text would pile up, and nobody could tell them apart.
#[both_engines]
async fn no_article_is_kept_in_which_nothing_is_written(server: Server) {
    let space = format!("SELECT MIN(id) FROM space WHERE establishment_id = {}", server.world.curie);
    let space = server.world.number(&space).await.expect("a space");
    let (new, head) = (format!("/espaces/{space}/articles/nouveau"), server.browser_of("direction").await);
    let keeps = async |body: &'static str| {
        let form = Form::new().text("cle", "form-0001").text("titre", " ").text("corps", body);
        let form = form.text("action", "brouillon");
        Answer::of(head.request(Method::POST, &new).header("accept", "text/html").multipart(form)).await
    };
    let blank = keeps("<p></p>").await;
    assert_eq!(blank.status, 422, "{}", blank.body);
    assert!(blank.body.contains("Renseigner ce champ"), "{}", blank.body);
    assert_eq!(server.world.number("SELECT COUNT(*) FROM article").await, Some(0));
    let kept = keeps("<p>Lundi</p>").await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert!(head.get(kept.location()).await.body.contains("Sans titre"), "a text is enough");
}
