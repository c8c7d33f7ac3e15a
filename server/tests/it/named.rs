//! A page names its person: while somebody else is signed in, its requests change nothing.

use std::{fs, path::Path};

use app::{AppError, named::QUERY};
use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use testing_server::{Answer, Browser, Server, both_engines};

use super::origin::Scene;

/// The same browser, with a page of this person.
fn page_of(browser: &Browser, person: Option<&str>) -> Browser {
    let mut page = browser.clone();
    page.person = person.map(str::to_owned);
    page
}

#[both_engines]
async fn a_page_of_somebody_else_changes_nothing(url: &str) {
    let scene = Scene::set(url).await;
    let other = scene.server.browser_of("enseignant").await.person.expect("a person");
    let before = scene.state().await;
    let unnamed = page_of(&scene.admin, None);
    assert!(scene.named.len() > 40, "{:?}", scene.named);
    for path in &scene.named {
        let in_query = format!("{path}?{QUERY}={other}");
        for (kind, body) in scene.bodies() {
            for (browser, path, expected) in [
                (&page_of(&scene.admin, Some(&other)), path, 409),
                (&page_of(&scene.admin, Some("")), path, 409),
                (&unnamed, &in_query, 409),
                // The right person in the header does not help against another one in the address.
                (&scene.admin, &in_query, 409),
                (&unnamed, path, 400),
            ] {
                let request = browser.request(Method::POST, path).header(CONTENT_TYPE, kind);
                let answer = Answer::of(request.body(body.clone())).await;
                let known = [expected, 415].contains(&answer.status);
                assert!(known, "{path} {kind}: {} {}", answer.status, answer.body);
                assert!(answer.header("set-cookie").is_none(), "{path} {kind}");
            }
        }
    }
    assert_eq!(scene.state().await, before);
    assert_eq!(scene.admin.get("/").await.status, 200, "still signed in");
}

/// Every page holds the sentence, hidden, for the day it needs it.
fn is_refused(answer: &Answer) -> bool {
    answer.status == 409 && answer.body.contains("Un autre compte est connecté")
}

/// Without this test, the test above would prove nothing.
#[both_engines]
async fn the_pages_own_person_is_served(url: &str) {
    let scene = Scene::set(url).await;
    let [(json, body), _, _, (form, fields)] = scene.bodies();
    for path in scene.named.iter().filter(|path| *path != "/deconnexion") {
        let (kind, body) = if path.starts_with("/api/") { (json, &body) } else { (form, &fields) };
        let request = scene.admin.request(Method::POST, path).header(CONTENT_TYPE, kind);
        let answer = Answer::of(request.body(body.clone())).await;
        assert!(!is_refused(&answer), "{path}: {}", answer.body);
        let unnamed = page_of(&scene.admin, None);
        let person = scene.admin.person.as_deref().unwrap_or_default();
        let request = unnamed.request(Method::POST, &format!("{path}?{QUERY}={person}"));
        let answer = Answer::of(request.header(CONTENT_TYPE, kind).body(body.clone())).await;
        assert!(!is_refused(&answer), "{path}: {}", answer.body);
    }
}

#[both_engines]
async fn the_refusal_says_who_is_signed_in_and_keeps_the_text(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let head = server.browser_of("direction").await;
    // The teacher's page, after the head has signed in in the same browser.
    let page = page_of(&head, teacher.person.as_deref());
    let draft =
        serde_json::json!({ "form_key": "form-0001", "input": { "announcement": { "text": "Conseil" } } });
    let answer = page.call("/api/communications/drafts/save", &draft).await;
    let reason: AppError = serde_json::from_str(&answer.body).expect("a reason");
    let AppError::OtherPerson { now } = &reason else { panic!("{}", answer.body) };
    assert!(answer.status == 409 && !now.is_empty() && reason.sentence().contains(now.as_str()));
    let count = async || server.world.number("SELECT COUNT(*) FROM draft").await;
    assert_eq!(count().await, Some(0), "nothing among the head's drafts");

    let fields = "cle=form-0001&texte=Conseil+%3Cb%3E+confidentiel&mot_de_passe=secret";
    for path in ["/communications/nouvelle", "/messagerie/1/repondre"] {
        let request = page.request(Method::POST, path).header(ACCEPT, "text/html");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(fields);
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, 409, "{path}");
        assert!(answer.body.contains(now.as_str()), "{path}: {}", answer.body);
        assert!(answer.body.contains("Conseil &lt;b&gt; confidentiel"), "{path}: {}", answer.body);
        assert!(!answer.body.contains("secret"), "{path}: a password is not shown");
    }
    assert_eq!(count().await, Some(0));
    // When the teacher is back, the same page goes on saving.
    assert_eq!(teacher.call("/api/communications/drafts/save", &draft).await.status, 200);
    let drafts =
        "SELECT COUNT(*) FROM draft d JOIN person p ON p.id = d.author_id WHERE p.external_id = 'enseignant'";
    assert_eq!(server.world.number(drafts).await, Some(1));
}

#[both_engines]
async fn a_form_sent_after_the_end_of_the_session_gives_its_text_back(server: Server) {
    let nobody = server.anonymous();
    for (path, field) in [
        ("/communications/nouvelle", "texte"),
        ("/communications/nouvelle", "autre-texte"),
        ("/communications/nouvelle", "image-texte"),
        ("/communications/1/corriger", "corps"),
        ("/communications/1/corriger", "autre-titre"),
        ("/agenda/nouveau", "description"),
        ("/communications/droits", "raison"),
        ("/communications/recues/1/hors-ligne", "motif"),
    ] {
        let answer =
            nobody.post_form(path, &[(field, "Réunion <b> à 18 h"), ("mot_de_passe", "secret")]).await;
        assert_eq!(answer.status, 401, "{path}");
        let request = nobody.request(Method::POST, path).header(ACCEPT, "text/html");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer =
            Answer::of(request.body(format!("{field}=R%C3%A9union+%3Cb%3E&mot_de_passe=secret"))).await;
        assert_eq!(answer.status, 401, "{path}");
        assert!(answer.body.contains("Réunion &lt;b&gt;"), "{path}: {}", answer.body);
        assert!(!answer.body.contains("secret"), "{path}: a password is not shown");
    }
}

/// The form of an article carries files too.
#[both_engines]
async fn an_article_sent_after_the_end_of_the_session_gives_its_text_back(server: Server) {
    let nobody = server.anonymous();
    let file = reqwest::multipart::Part::bytes(vec![7; 3_000]).file_name("plan.pdf");
    let form = reqwest::multipart::Form::new()
        .text("titre", "Sortie au musée")
        .text("corps-texte", "Rendez-vous à <b> huit heures")
        .part("fichiers", file);
    let request = nobody.request(Method::POST, "/espaces/1/articles/nouveau").header(ACCEPT, "text/html");
    let answer = Answer::of(request.multipart(form)).await;
    assert_eq!(answer.status, 401);
    for kept in ["Sortie au musée", "Rendez-vous à &lt;b&gt; huit heures"] {
        assert!(answer.body.contains(kept), "{}", answer.body);
    }
}

#[both_engines]
async fn a_stream_ends_for_somebody_elses_page(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let head = server.browser_of("direction").await;
    let other = teacher.person.as_deref().unwrap_or_default();
    for path in ["/flux?messages=&annonces=0", "/flux/etat?messages="] {
        let answer = head.get(&format!("{path}&{QUERY}={other}")).await;
        assert_eq!(answer.status, 409, "{path}: {}", answer.body);
    }
}

#[both_engines]
async fn every_form_of_a_page_names_its_person(server: Server) {
    let world = &server.world;
    world.add("admin").save().await;
    world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", testing_server::PASSWORD).await;
    let pupil = world.account("eleve").await;
    let letter = world.letter("Avis").by(world.person("cpe").await).answerable();
    let letter = letter.to(&[world.person("admin").await]).await;
    let id = world.actor("direction").await.publishes(&testing_server::announcement("En ligne")).await;
    let person = admin.person.clone().expect("a person");
    let mut forms = 0;
    for path in [
        "/".to_owned(),
        "/mon-compte".to_owned(),
        "/communications/nouvelle".to_owned(),
        format!("/communications/{id}?annuler=1"),
        format!("/messagerie/{letter}"),
        "/administration/annuaire".to_owned(),
        "/administration/services/communication-ciblee".to_owned(),
        "/administration/comptes".to_owned(),
        "/administration/vacances".to_owned(),
        "/administration/conservation".to_owned(),
        "/administration/pages?page=accessibilite".to_owned(),
        format!("/administration/comptes/{pupil}"),
    ] {
        let page = admin.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.body.contains(&format!("<meta name=\"portevoix-personne\" content=\"{person}\"")),
            "{path}"
        );
        let tags = page.body.split('<').map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag));
        for tag in tags.filter(|tag| tag.starts_with("form ") && tag.contains("method=\"post\"")) {
            assert!(tag.contains(&format!("{QUERY}={person}\"")), "{path}: {tag}");
            forms += 1;
        }
        for action in page.body.split("formaction=").skip(1) {
            let action = action.split(' ').next().unwrap_or_default();
            assert!(action.contains(&format!("{QUERY}={person}")), "{path}: {action}");
        }
    }
    assert!(forms > 15, "{forms} forms");
}

/// Every source of the pages, with its path.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push((path.display().to_string(), fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    sources
}

#[test]
fn every_server_function_is_called_by_the_client_that_names_the_person() {
    let mut unnamed = Vec::new();
    for (path, text) in sources() {
        let functions = text.split("#[server(").skip(1).filter_map(|function| function.split(")]").next());
        let here = functions.filter(|attributes| !attributes.contains("client = NamedClient"));
        unnamed.extend(here.map(|attributes| format!("{path}: {attributes}")));
    }
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}

/// The pages for nobody in particular: signing in, and one-time links.
const FOR_NOBODY: [&str; 5] = [
    "session/sign_in.rs",
    "session/code.rs",
    "accounts/coupon.rs",
    "accounts/password_link.rs",
    "accounts/unsubscribe.rs",
];

#[test]
fn every_form_in_the_sources_names_its_person() {
    let mut unnamed = Vec::new();
    for (path, text) in sources() {
        if FOR_NOBODY.iter().any(|known| path.ends_with(known)) {
            continue;
        }
        for form in text.split("<form").skip(1) {
            let start: String = form.chars().take(300).collect();
            let attributes = start.split(">\n").next().unwrap_or_default();
            if attributes.contains("method=\"post\"")
                && !["action=named(", "action=named_as("].iter().any(|named| attributes.contains(named))
            {
                unnamed.push(format!("{path}: {attributes}"));
            }
        }
    }
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}
