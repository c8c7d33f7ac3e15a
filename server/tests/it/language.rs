//! Each reader has their own language: chosen for the account, in the browser, or asked for by it.

use domain::communications::Severity;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::json;
use words::Language;

use crate::pages::html::Html;
use testing_server::{Answer, Browser, Server, announcement, both_engines, on_sqlite_url, samples};

fn language_of(page: &Answer) -> String {
    Html::of(&page.body).attribute("html", "lang")
}

async fn chooses(browser: &Browser, language: &str, back: &str) -> Answer {
    browser.post_form("/langue", &[("langue", language), ("retour", back)]).await
}

#[both_engines]
async fn a_choice_holds_for_the_account_in_every_browser(server: Server) {
    let (pupil, parent) = (server.browser_of("eleve").await, server.browser_of("parent").await);
    let before = pupil.get("/messagerie").await;
    assert_eq!(language_of(&before), "fr");
    assert!(before.body.contains(Language::French.words().shell.sign_out), "{}", before.body);
    assert!(before.body.contains(Language::English.name()), "the other one is offered: {}", before.body);

    let answer = chooses(&pupil, "en", "/messagerie?dossier=archives&fait=lu").await;
    assert_eq!((answer.status, answer.location()), (303, "/messagerie?dossier=archives"));
    let cookie = answer.cookie("portevoix-langue").expect("a cookie");
    assert!(cookie.starts_with("portevoix-langue=en;") && cookie.contains("Max-Age=31536000"), "{cookie}");
    let after = pupil.get("/messagerie").await;
    assert_eq!(language_of(&after), "en");
    assert!(after.body.contains(Language::English.words().shell.sign_out), "{}", after.body);
    assert!(!after.body.contains(Language::French.words().shell.sign_out), "{}", after.body);

    // The account counts more than what the browser has and asks for.
    let mut other = server.browser_of("eleve").await;
    let session = other.cookie.clone().expect("a session");
    other.cookie = Some(format!("{session}; portevoix-langue=fr"));
    let asked = other.request(Method::GET, "/messagerie").header("accept-language", "fr-FR");
    assert_eq!(language_of(&Answer::of(asked).await), "en");
    // Nobody else reads English, and whoever chose nothing reads what the browser asks for.
    assert_eq!(language_of(&parent.get("/messagerie").await), "fr");
    let asked = parent.request(Method::GET, "/messagerie").header("accept-language", "en-GB,fr;q=0.5");
    assert_eq!(language_of(&Answer::of(asked).await), "en");

    for away in ["https://ailleurs.example/", "//ailleurs.example", ""] {
        let back = chooses(&pupil, "fr", away).await;
        assert_eq!((back.status, back.location()), (303, "/"), "{away}");
    }
    assert_eq!(language_of(&pupil.get("/messagerie").await), "fr");
    let unknown = chooses(&pupil, "de", "/messagerie").await;
    assert_eq!((unknown.status, unknown.cookie("portevoix-langue")), (400, None));
}

#[tokio::test]
async fn a_visitor_reads_what_was_chosen_in_the_browser_or_what_it_asks_for() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        for (accepts, chosen, expected) in [
            (None, None, Language::French),
            (Some("en-GB,en;q=0.9"), None, Language::English),
            (Some("en"), Some("fr"), Language::French),
            (Some("de-DE"), None, Language::French),
            (None, Some("en"), Language::English),
            (Some("en"), Some("klingon"), Language::English),
        ] {
            let mut nobody = server.anonymous();
            nobody.cookie = chosen.map(|code| format!("portevoix-langue={code}"));
            let with = |request: reqwest::RequestBuilder| match accepts {
                Some(accepts) => request.header("accept-language", accepts),
                None => request,
            };
            let page = Answer::of(with(nobody.request(Method::GET, "/connexion"))).await;
            assert_eq!(language_of(&page), expected.code(), "{accepts:?} {chosen:?}");
            assert!(page.body.contains(expected.words().common.sign_in), "{}", page.body);
            // A layer refuses it, before anybody knows who asks.
            let foreign = nobody.bare(Method::POST, "/connexion").header("sec-fetch-site", "cross-site");
            let refused = Answer::of(with(foreign)).await;
            assert_eq!(refused.body, expected.words().refusals.foreign_origin);
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_english_is_refused_in_english() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let pupil = server.browser_of("eleve").await;
        chooses(&pupil, "en", "").await;
        let words = Language::English.words();
        let ask = |method, address: &str, accepts| {
            Answer::of(pupil.request(method, address).header("accept", accepts))
        };
        let text = ask(Method::POST, "/messagerie/999999/archiver", "*/*").await;
        assert_eq!((text.status, text.body.as_str()), (404, words.refusals.not_found));
        let page = ask(Method::POST, "/messagerie/999999/archiver", "text/html").await;
        assert_eq!(language_of(&page), "en");
        assert!(page.body.contains(words.refusals.not_found), "{}", page.body);
        assert!(page.body.contains(words.common.back_home), "{}", page.body);
        // It can be changed there too, and leads back to what was asked for.
        let file = ask(Method::GET, "/pieces-jointes/inconnue", "text/html").await;
        assert_eq!((file.status, language_of(&file)), (404, "en".to_owned()));
        assert!(file.body.contains("value=\"/pieces-jointes/inconnue\""), "{}", file.body);
        let person = pupil.person.as_deref().unwrap_or_default();
        assert!(file.body.contains(&format!("action=\"/langue?pour={person}\"")), "{}", file.body);
        for address in ["/nulle-part", "/communications/nouvelle", "/messagerie/999999"] {
            let page = pupil.get(address).await;
            assert!(matches!(page.status, 403 | 404), "{address}: {}", page.status);
            assert_eq!(language_of(&page), "en", "{address}");
        }
    })
    .await;
}

/// Readers of the same schools share one page in memory: it has no words.
#[tokio::test]
async fn what_readers_share_has_no_language() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let head = server.browser_of("direction").await;
        let world = &server.world;
        let space =
            format!("SELECT id FROM space WHERE establishment_id = {} AND kind = 'parents'", world.curie);
        let space = world.number(&space).await.expect("a space");
        let form = Form::new()
            .text("cle", "form-0001")
            .text("titre", "Séjour")
            .text("corps", "<p>En mai</p>")
            .text("action", "publier")
            .part("fichiers", Part::bytes(samples::pdf("menu")).file_name("menu.pdf"));
        let address = format!("/espaces/{space}/articles/nouveau");
        let done = Answer::of(head.request(Method::POST, &address).multipart(form)).await;
        assert_eq!(done.status, 303, "{}", done.body);

        let parent = server.browser_of("parent").await;
        let mut shared = Vec::new();
        let names = ["Espace parents – Lycée Curie", "Parents’ space – Lycée Curie"];
        for (language, said) in ["fr", "en"].into_iter().zip(names) {
            chooses(&parent, language, "").await;
            let page = parent.get("/actualites").await;
            assert!(page.body.contains("Séjour") && page.body.contains(said), "{language}: {}", page.body);
            let home = parent.call("/api/home", &json!({})).await.json();
            assert_eq!(home["items"][0]["title"], "Séjour", "{home}");
            shared.push(home["items"].clone());
        }
        assert_eq!(shared[0], shared[1]);
        assert_eq!(shared[0][0]["source"], "Lycée Curie");
    })
    .await;
}

/// What may be kept on the way says that it depends on the language.
#[tokio::test]
async fn the_public_feed_is_another_one_in_another_language() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("enseignant").await;
        sender.publishes(&announcement("Forum").severity(Severity::Alert).public()).await;
        let nobody = server.anonymous();
        let ask = |language: Language, known: &str| {
            let request = nobody.request(Method::GET, "/etablissements/0570051W/annonces.atom");
            let request = request.header("accept-language", language.code());
            Answer::of(request.header("if-none-match", known.to_owned()))
        };
        let french = ask(Language::French, "").await;
        let version = french.header("etag").expect("a version");
        assert!(french.body.contains("xml:lang=\"fr\""), "{}", french.body);
        assert_eq!(ask(Language::French, version).await.status, 304);
        let english = ask(Language::English, version).await;
        assert_eq!(english.status, 200, "the French one is not it");
        assert!(english.body.contains("xml:lang=\"en\""), "{}", english.body);
        let varies = english.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok());
        assert!(varies.into_iter().any(|value| value.contains("accept-language")));
    })
    .await;
}

/// A screen reader reads what people wrote in its own language, on an English page too.
#[both_engines]
async fn the_place_of_an_event_says_its_language(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let event = [
        ("cle", "0123456789abcdef"),
        ("titre", "Piscine"),
        ("lieu", "Bassin nord"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:30"),
        ("intervalle", "1"),
    ];
    let saved = pupil.post_form("/agenda/nouveau", &event).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(chooses(&pupil, "en", "/").await.status, 303);
    for path in ["/", "/agenda", saved.location()] {
        let page = pupil.get(path).await.body;
        let (before, _) = page.split_once("Bassin nord").unwrap_or_else(|| panic!("{path}: {page}"));
        let (_, element) = before.rsplit_once('<').expect("an element");
        assert!(element.contains("lang=\"fr\""), "{path}: {element}");
    }
}

/// So is the reason that a school gave; what stands for a missing title is in the reader's language.
#[both_engines]
async fn a_reason_says_its_language_and_a_missing_title_says_none(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let (manager, school) = (server.browser_of("referent").await, world.curie.to_string());
    let offline = format!("/communications/recues/{id}/hors-ligne");
    let done = manager.post_form(&offline, &[("etablissement", &school), ("motif", "Date erronée")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(chooses(&manager, "en", "/").await.status, 303);
    let page = manager.get(done.location()).await.body;
    let (before, _) = page.split_once("Date erronée").unwrap_or_else(|| panic!("{page}"));
    let (_, element) = before.rsplit_once('<').expect("an element");
    assert!(element.contains("lang=\"fr\""), "{element}");

    let head = server.browser_of("direction").await;
    let space = format!("SELECT MIN(id) FROM space WHERE establishment_id = {school}");
    let space = world.number(&space).await.expect("a space");
    let draft =
        Form::new().text("cle", "form-0001").text("corps", "<p>Lundi</p>").text("action", "brouillon");
    let new = format!("/espaces/{space}/articles/nouveau");
    let kept = Answer::of(head.request(Method::POST, &new).multipart(draft)).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert_eq!(chooses(&head, "en", "/").await.status, 303);
    let page = head.get(kept.location()).await.body;
    let (_, heading) = page.split_once("id=\"titre-article\"").expect("a heading");
    let (heading, _) = heading.split_once("</h1>").expect("its end");
    assert!(heading.contains("Untitled") && !heading.contains("lang="), "{heading}");
}
