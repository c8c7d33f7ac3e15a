//! Headers that every answer has.

use crate::pages::html::Html;
use backend::{Failpoint, Services, agenda::NewForm};
use domain::{portals::SigningAlgorithm, providers::Protocol, spaces::SpaceKind};
use reqwest::Method;
use server::Time;
use testing_server::{
    Answer, Browser, PASSWORD, Server, SigningPortal, announcement, both_engines, event, news, note,
    on_sqlite_url,
};

/// Checks what every answer must have and what none may have.
fn is_guarded(what: &str, answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name} of {what}");
    }
    let policy = answer.header("content-security-policy").expect(what);
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    for name in ["server", "x-powered-by", "access-control-allow-origin", "x-porte-voix-refusal"] {
        assert!(answer.header(name).is_none(), "{name} of {what}");
    }
}

#[both_engines]
async fn every_answer_has_the_protective_headers(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("À voir")).await;
    let (teacher, nobody) = (server.browser_of("enseignant").await, server.anonymous());
    let table = format!("/communications/{id}/etats.csv");
    for path in
        ["/", "/connexion", "/nulle-part", "/api/announcements", "/health/live", "/pkg/none.js", &table]
    {
        for browser in [&teacher, &nobody] {
            let answer = browser.get(path).await;
            is_guarded(path, &answer);
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        }
    }
}

#[both_engines]
async fn no_two_pages_share_a_nonce(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let policies = [teacher.get("/").await, teacher.get("/").await, teacher.get("/").await];
    let policies: std::collections::BTreeSet<_> =
        policies.iter().map(|answer| answer.header("content-security-policy").expect("a policy")).collect();
    assert_eq!(policies.len(), 3);
}

fn allows_assembly(answer: &Answer) -> bool {
    answer.header("content-security-policy").is_some_and(|policy| policy.contains("'wasm-unsafe-eval'"))
}

/// Every address with something to see, for a person who may see everything.
async fn shown(server: &Server) -> (Browser, Vec<String>) {
    let world = &server.world;
    let id = world.actor("direction").await.publishes(&announcement("À voir")).await;
    let item = world.actor("direction").await.publishes(&news("À lire aussi", "<p>Oui</p>")).await;
    let received = world.actor("collectivite").await.publishes(&announcement("Reçue")).await;
    let told = world.actor("direction").await.publishes(&note("À tous")).await;
    world.sql(&format!("INSERT INTO names_shown VALUES ({})", world.curie)).await;
    let news = world.news_to("Portes ouvertes", |form| form).await;
    let batch = format!(
        "INSERT INTO account_batch (id, kind, made_by, made_at, establishment_id, choice) \
         VALUES (77, 'print', {}, 0, {}, '{{}}')",
        world.person("direction").await,
        world.curie
    );
    world.sql(&batch).await;
    let browser = server.browser_of("direction").await;
    world.administrator("direction").await;
    let person = world.account("eleve").await;
    let letter = world.letter("À lire").to(&[world.person("direction").await]).await;
    let space = world.space(world.curie, SpaceKind::Parents).await;
    let caller = world.actor("direction").await.caller().await;
    let signs = SigningPortal::new("essai", SigningAlgorithm::EdDsa);
    let portal = world.registers(&caller, &signs).await;
    // An address that is never called, so that trying it is answered at once.
    let provider = world.provider("ENT", Protocol::Oidc, "https://10.0.0.1").save().await;
    let form = NewForm { key: "0123456789abcdef", input: &event("À venir"), tells: false };
    let event = backend::agenda::create(&world.backend, &caller, Some(space), form).await.expect("an event");
    let filled = |path: &str| {
        let path = path.replace("/actualites/{id}", &format!("/actualites/{item}"));
        let path = path.replace("/recues/{id}", &format!("/recues/{received}"));
        let names = "/destinataires";
        let path = path.replace(&format!("/{{id}}{names}"), &format!("/{told}{names}"));
        let path = path.replace("/actualites/{id}", &format!("/actualites/{news}"));
        let path = path.replace("/evenements/{id}", &format!("/evenements/{event}"));
        let path = path.replace("/messagerie/{id}", &format!("/messagerie/{letter}"));
        let path =
            path.replace("/espaces/nouveau", &format!("/espaces/nouveau?etablissement={}", world.curie));
        let path =
            path.replace("/administration/connexion/{id}", &format!("/administration/connexion/{provider}"));
        let path = path.replace("/portails/{id}", &format!("/portails/{portal}"));
        let path = path.replace("/lots/{id}", "/lots/77");
        let path = path.replace("/espaces/{id}", &format!("/espaces/{space}"));
        path.replace("{id}", &id.to_string()).replace("{personne}", &person.to_string())
    };
    let routes = server::routes().into_iter();
    let shown = routes.filter(|route| route.method == Method::GET && route.policy.time == Time::Limited);
    // The ways to a provider and back show something only when they fail.
    let passing = ["/connexion/retour/{id}", "/connexion/fournisseur/{id}", "/connexion/cas/{id}"];
    let shown = shown.filter(|route| !passing.contains(&route.path));
    (browser, shown.map(|route| filled(route.path)).filter(|path| !path.contains('{')).collect())
}

#[both_engines]
async fn pages_run_only_our_scripts_and_are_not_cached(server: Server) {
    let (browser, paths) = shown(&server).await;
    let mut pages = 0;
    for path in paths {
        let answer = browser.get(&path).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        is_guarded(&path, &answer);
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            assert_eq!(answer.status, 200, "{path}");
            let policy = answer.header("content-security-policy").expect("a policy");
            let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
            let nonce = nonce.expect(policy).0;
            Html::of(&answer.body).runs_only(nonce);
            assert!(!answer.body.contains("<style"), "{path}");
            let assembly = answer.body.contains(".wasm");
            assert!(
                assembly || !answer.body.contains("<leptos-island"),
                "{path}: an island needs its package"
            );
            assert_eq!(policy.contains("'wasm-unsafe-eval'"), assembly, "{path}: {policy}");
            let again = browser.get(&path).await;
            assert!(!again.header("content-security-policy").expect("a policy").contains(nonce), "{path}");
            pages += 1;
        }
    }
    assert!(pages > 6, "{pages}");
    // WebAssembly is allowed where a package is loaded, and nowhere else.
    for path in ["/communications/nouvelle", "/mon-compte"] {
        assert!(allows_assembly(&browser.get(path).await), "{path}");
    }
    for path in ["/", "/messagerie", "/actualites", "/communications/emises"] {
        let page = browser.get(path).await;
        assert!(!allows_assembly(&page) && page.body.contains("/pkg/portail.js"), "{path}: {}", page.body);
    }
    assert!(!allows_assembly(&server.anonymous().get("/connexion").await));
}

#[both_engines]
async fn refusals_reveal_no_internal_details(url: &str) {
    let failpoint = Failpoint::crossing(|use_case| {
        assert_ne!(use_case, "change-password", "an overflow in session.rs");
        None
    });
    let services = Services { failpoint, ..Services::default() };
    let server = Server::start_with_services(url, services, None, |settings| {
        settings.public_url = Some("http://ent.example.fr".to_owned());
    })
    .await;
    let pupil = server.browser_of("eleve").await;
    let post = |browser: &Browser, path: &str, kind: &'static str, body: String| {
        Answer::of(browser.request(Method::POST, path).header("content-type", kind).body(body))
    };
    let form = "application/x-www-form-urlencoded";
    let mut foreign_host = pupil.clone();
    foreign_host.host = Some("evil.example".to_owned());
    let nobody = server.anonymous();
    for (status, answer) in [
        (401, nobody.get("/api/announcements").await),
        (403, pupil.get("/administration/comptes").await),
        (403, pupil.call("/api/communications/sent", &serde_json::json!({ "filter": {} })).await),
        (403, post(&pupil, "/administration/comptes/1/sessions", form, String::new()).await),
        (403, Answer::of(pupil.bare(Method::POST, "/deconnexion")).await),
        (404, pupil.get("/communications/999999").await),
        (404, post(&pupil, "/messagerie/999999/archiver", form, String::new()).await),
        (405, pupil.get("/deconnexion").await),
        (413, post(&nobody, "/connexion", form, "x".repeat(2 << 20)).await),
        (415, post(&pupil, "/api/session", "text/plain", "{}".to_owned()).await),
        (421, foreign_host.get("/").await),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
        is_guarded(&status.to_string(), &answer);
    }
    // The database fails before the session is known …
    server.world.sql("ALTER TABLE session RENAME TO gone").await;
    let mut unknown = server.anonymous();
    unknown.cookie = Some("portevoix=0".to_owned());
    let broken = unknown.get("/").await;
    // … and our own code panics.
    server.world.sql("ALTER TABLE gone RENAME TO session").await;
    let change = "actuel=correct+horse+battery+staple&nouveau=cantine+nuage+tambours+7&confirmation=cantine+nuage+tambours+7";
    let panicked = post(&pupil, "/mon-compte/mot-de-passe", form, change.to_owned()).await;
    for answer in [broken, panicked] {
        assert_eq!(answer.status, 500, "{}", answer.body);
        is_guarded("500", &answer);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        for inside in ["overflow", "panic", "session", ".rs", "SELECT", "table"] {
            assert!(!answer.body.contains(inside), "{inside}: {}", answer.body);
        }
        assert!(answer.body.contains("notre"), "a sentence: {}", answer.body);
        let number = answer.header("x-request-id").expect("a number");
        assert!(answer.body.contains(number), "{number}: {}", answer.body);
    }
    assert_eq!(nobody.get("/health/live").await.status, 200, "others are served");
}

#[tokio::test]
async fn a_refusal_is_a_page_for_a_browser_and_a_sentence_for_programs() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let pupil = server.browser_of("eleve").await;
        let address = "/messagerie/999999/archiver";
        let ask = |accept| Answer::of(pupil.request(Method::POST, address).header("accept", accept));
        let page = ask("text/html,application/xhtml+xml,*/*;q=0.8").await;
        let sentence = "Cette page n’existe pas, ou elle ne vous est pas destinée.";
        assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")));
        assert!(page.body.contains(&format!("<p>{sentence}")), "{}", page.body);
        assert!(page.body.contains("<title>Cette page n’existe pas – Porte-voix</title>"), "{}", page.body);
        assert!(page.body.contains("href=\"/pkg/portevoix.css\"") && !page.body.contains("<script"));
        is_guarded("a page", &page);
        assert_eq!(page.header("content-encoding"), None);
        let text = ask("*/*").await;
        assert_eq!((text.status, text.header("content-type")), (404, Some("text/plain; charset=utf-8")));
        assert_eq!(text.body, sentence);
    })
    .await;
}

#[tokio::test]
async fn browsers_come_by_https_only_where_the_address_says_so() {
    on_sqlite_url(async |url| {
        let header = "strict-transport-security";
        let server = Server::start_as(url, "https://ent.example.fr").await;
        for path in ["/connexion", "/health/live", "/nulle-part", "/pkg/none.js"] {
            let answer = server.anonymous().get(path).await;
            assert_eq!(answer.header(header), Some("max-age=31536000"), "{path}");
        }
    })
    .await;
    on_sqlite_url(async |url| {
        let server = Server::start_as(url, "http://ent.example.fr").await;
        let answer = server.anonymous().get("/connexion").await;
        assert_eq!(answer.header("strict-transport-security"), None);
    })
    .await;
}

#[both_engines]
async fn signing_out_empties_the_browsers_cache(server: Server) {
    let mut browser = server.browser_of("eleve").await;
    let out = browser.post_form("/deconnexion", &[]).await;
    assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert_eq!((out.status, out.location()), (303, "/connexion"));
    let again = browser.signs_in("eleve", PASSWORD).await;
    assert_eq!(again.header("clear-site-data"), None);
}
