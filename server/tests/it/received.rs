//! *Communications reçues* over HTTP, as a browser without scripts uses it.

use domain::communications::RewordingInput;
use testing_server::{Server, announcement, both_engines};

const KEY: &str = "0123456789abcdef";
const UNREAD: &str = "data-unread=\"true\"";

#[both_engines]
async fn a_school_takes_news_offline_and_writes_to_the_author_without_scripts(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let school = world.curie.to_string();
    let browser = server.browser_of("referent").await;
    let list = browser.get("/communications/recues").await;
    assert_eq!(list.status, 200);
    assert!(list.body.contains("Portes ouvertes") && list.body.contains("Non lue"), "{}", list.body);
    // A browser that loads the page in advance has not read it.
    let address = format!("/communications/recues/{id}?etablissement={school}");
    let ahead = browser.request(http::Method::GET, &address).header("sec-purpose", "prefetch");
    assert_eq!(ahead.send().await.expect("an answer").status(), 200);
    assert!(browser.get("/communications/recues").await.body.contains(UNREAD), "still unread");

    let page = browser.get(&address).await;
    assert_eq!(page.status, 200);
    for part in ["Portes ouvertes", "Mettre hors ligne", "Contacter l’auteur", "À propos de"] {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(!browser.get("/communications/recues").await.body.contains(UNREAD), "read");

    let offline = format!("/communications/recues/{id}/hors-ligne");
    let refused = browser.post_form(&offline, &[("etablissement", &school), ("motif", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Renseigner ce champ"), "{}", refused.body);
    let long = "é".repeat(256);
    let refused = browser.post_form(&offline, &[("etablissement", &school), ("motif", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long), "what was typed is kept");
    let done =
        browser.post_form(&offline, &[("etablissement", &school), ("motif", "<b>Date</b> erronée")]).await;
    assert_eq!((done.status, done.location()), (303, &*format!("{address}&fait=hors-ligne")));
    let page = browser.get(done.location()).await;
    for part in ["Hors ligne", "&lt;b&gt;Date&lt;/b&gt; erronée", "Remettre en ligne"] {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }

    let contact = format!("/communications/recues/{id}/contacter");
    let typed = [("etablissement", &*school), ("cle", KEY), ("objet", ""), ("texte", "La date ?</textarea>")];
    let refused = browser.post_form(&contact, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("La date ?&lt;/textarea&gt;"), "what was typed is kept");
    let typed = [("etablissement", &*school), ("cle", KEY), ("objet", "La date"), ("texte", "La date ?")];
    let sent = browser.post_form(&contact, &typed).await;
    assert_eq!((sent.status, sent.location()), (303, &*format!("{address}&fait=contact")));
    assert!(browser.get(sent.location()).await.body.contains("La date\u{202f}?"));

    // The authority reads the state, the reason, the person and the message.
    let sender = server.browser_of("collectivite").await;
    let states = sender.get(&format!("/communications/{id}?onglet=etats&etat=hors-ligne")).await;
    for part in ["Lycée Curie", "referent Martin", "En ligne dans 2 sur"] {
        assert!(states.body.contains(part), "{part} in {}", states.body);
    }
    assert!(!states.body.contains("Collège Pasteur"), "{}", states.body);
    let page = sender.get(&format!("/communications/{id}")).await;
    assert!(page.body.contains("Échanges avec les établissements") && page.body.contains("La date\u{202f}?"));

    let online = format!("/communications/recues/{id}/en-ligne");
    let done = browser.post_form(&online, &[("etablissement", &school)]).await;
    assert_eq!((done.status, done.location()), (303, &*format!("{address}&fait=en-ligne")));
    world.actor("collectivite").await.cancel(id).await.expect("cancelled");
    let late = browser.post_form(&offline, &[("etablissement", &school), ("motif", "Trop tard")]).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Rien n’a été changé"), "{}", late.body);
}

/// A colleague puts the news back online while the page of whoever took it offline is open.
#[both_engines]
async fn nothing_is_called_offline_beside_its_new_state(server: Server) {
    const SAID: &str = "La communication est hors ligne dans cet établissement.";
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let school = world.curie.to_string();
    let browser = server.browser_of("referent").await;
    let fields = [("etablissement", &*school), ("motif", "Date erronée")];
    let done = browser.post_form(&format!("/communications/recues/{id}/hors-ligne"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.get(done.location()).await.body;
    let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
    assert!(followed.contains(SAID), "an open page replaces it with what it is about: {page}");
    let colleague = server.browser_of("direction").await;
    let online = format!("/communications/recues/{id}/en-ligne");
    let back = colleague.post_form(&online, &[("etablissement", &school)]).await;
    assert_eq!(back.status, 303, "{}", back.body);
    let page = browser.get(done.location()).await.body;
    assert!(page.contains("data-state=\"online\"") && !page.contains(SAID), "{page}");
}

#[both_engines]
async fn a_school_reads_that_a_text_was_corrected(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let reworded =
        |typed: &mut RewordingInput| "Journée portes ouvertes".clone_into(&mut typed.input.news.title);
    world.actor("collectivite").await.corrects(id, reworded).await.expect("a correction");
    let browser = server.browser_of("referent").await;
    let page = browser.get(&format!("/communications/recues/{id}?etablissement={}", world.curie)).await.body;
    assert!(page.contains("Corrigé le 05/10/2026 à") && page.contains("Journée portes ouvertes"), "{page}");
}

#[both_engines]
async fn bad_addresses_are_not_found(server: Server) {
    let id = server.world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    let browser = server.browser_of("referent").await;
    for path in ["0", "x", "-1", "99999999999999999999"] {
        assert_eq!(browser.get(&format!("/communications/recues/{path}")).await.status, 404, "{path}");
    }
    let other = server.world.pasteur;
    assert_eq!(browser.get(&format!("/communications/recues/{id}?etablissement={other}")).await.status, 404);
    for school in ["", "x", "0"] {
        let fields = [("etablissement", school), ("motif", "Faux")];
        let answer = browser.post_form(&format!("/communications/recues/{id}/hors-ligne"), &fields).await;
        assert_eq!(answer.status, 404, "{school}");
    }
    let filter = "/communications/recues?q=%25&canal=x&etat=x&non-lues=x&etablissement=x&avant=x&apres=1-2-3";
    assert_eq!(browser.get(filter).await.status, 200);
    assert_eq!(server.browser_of("eleve").await.get("/communications/recues").await.status, 403);
    assert_eq!(server.anonymous().get("/communications/recues").await.status, 303);
}

#[both_engines]
async fn the_menu_leads_there_whoever_may_go(server: Server) {
    for (name, shown) in [
        ("secretariat", true),
        ("referent", true),
        ("direction", true),
        ("gestionnaire", false),
        ("eleve", false),
    ] {
        let home = server.browser_of(name).await.get("/").await;
        assert_eq!(home.body.contains("href=\"/communications/recues\""), shown, "{name}");
    }
}

/// Whoever works for two schools of one name sees which of them a page is about, and which to choose.
#[both_engines]
async fn schools_of_one_name_are_told_apart_on_the_pages(server: Server) {
    let world = &server.world;
    for (school, town) in [(world.curie, "Metz"), (world.pasteur, "Sedan")] {
        let named = format!("name = 'Collège Fabert', town = '{town}'");
        world.sql(&format!("UPDATE establishment SET {named} WHERE id = {school}")).await;
    }
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let head = server.browser_of("proviseure").await;
    let page = head.get(&format!("/communications/recues/{id}?etablissement={}", world.curie)).await.body;
    assert!(page.contains("<title>Portes ouvertes – Collège Fabert (Metz) – Porte-voix</title>"), "{page}");
    for path in [
        "/communications/recues".to_owned(),
        format!("/communications/recues/{id}?etablissement={}", world.curie),
        "/espaces".to_owned(),
    ] {
        let page = head.get(&path).await.body;
        for town in ["Metz", "Sedan"] {
            assert!(page.contains(&format!("Collège Fabert ({town})")), "{path}: {page}");
        }
    }
}
