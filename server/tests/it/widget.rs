//! The widget over HTTP: what a portal's pages may ask, and what nobody else may.

use domain::portals::SigningAlgorithm;
use http::Method;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use testing_server::{
    Answer, Browser, PASSWORD, PORTAL_ORIGIN, Server, SigningPortal, announcement, both_engines,
    on_sqlite_url, proved,
};

const FOREIGN: &str = "https://autre.example";
const LIST: &str = "/administration/portails";

/// The browser of the portal's administrator.
async fn administrator(server: &Server) -> Browser {
    let browser = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    browser
}

struct Portal {
    server: Server,
    signs: SigningPortal,
    nobody: Browser,
    address: String,
}

impl Portal {
    async fn at(server: Server) -> Self {
        let world = &server.world;
        world.administrator("direction").await;
        let admin = world.actor("direction").await.caller().await;
        let own = format!("http://{}", server.address);
        let signs = SigningPortal::new("ent", SigningAlgorithm::EdDsa).for_audience(&own);
        let id = world.registers(&admin, &signs).await;
        let nobody = server.anonymous();
        Self { signs, nobody, address: format!("{LIST}/{id}"), server }
    }

    /// As a script of a page at this origin.
    fn at_origin(&self, origin: &str, method: Method, path: &str) -> RequestBuilder {
        self.nobody.bare(method, path).header("origin", origin).header("sec-fetch-site", "cross-site")
    }

    async fn exchanges(&self, origin: &str, statement: &str) -> Answer {
        let request = self.at_origin(origin, Method::POST, "/api/widget/jeton");
        Answer::of(request.json(&json!({ "statement": statement }))).await
    }

    async fn token(&self, name: &str) -> String {
        let answer = self.exchanges(PORTAL_ORIGIN, &self.signs.states(&self.server.world, name)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer = answer.json();
        assert_eq!(answer["expires_in"], 600);
        answer["token"].as_str().expect("a token").to_owned()
    }

    async fn reads(&self, token: &str, tag: Option<&str>) -> Answer {
        let request = self.at_origin(PORTAL_ORIGIN, Method::GET, "/api/widget/annonces?langue=fr");
        let request = request.header("authorization", format!("Bearer {token}"));
        Answer::of(tag.iter().fold(request, |request, tag| request.header("if-none-match", *tag))).await
    }
}

fn texts(list: &Value) -> Vec<&str> {
    list["announcements"].as_array().expect("a list").iter().filter_map(|one| one["text"].as_str()).collect()
}

#[both_engines]
async fn a_portal_s_page_reads_the_list_of_its_reader(server: Server) {
    let sender = server.world.actor("collectivite").await;
    for text in ["Première", "Deuxième"] {
        sender.publishes(&announcement(text)).await;
    }
    let portal = Portal::at(server).await;
    let world = &portal.server.world;
    let token = portal.token("eleve").await;
    let answer = portal.reads(&token, None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    // As on the reader's own home page.
    let pupil = portal.server.browser_of("eleve").await;
    let own = pupil.get("/api/announcements").await.json();
    assert_eq!(texts(&answer.json()), texts(&own));
    let first = &answer.json()["announcements"][0];
    assert_eq!((&first["id"].is_string(), &first["link"]), (&true, &Value::Null));
    assert!(first["ends_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{first}");
    for (name, value) in [
        ("access-control-allow-origin", PORTAL_ORIGIN),
        ("access-control-expose-headers", "Date, ETag, Portevoix-Next, Retry-After"),
        ("vary", "Origin"),
        ("cache-control", "no-store"),
        ("portevoix-next", "5"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.header("set-cookie"), None);
    // The same list costs no bytes; another one is sent.
    let tag = answer.header("etag").expect("a tag").to_owned();
    let same = portal.reads(&token, Some(&tag)).await;
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    assert_eq!((same.header("etag"), same.header("portevoix-next")), (Some(tag.as_str()), Some("5")));
    // A proxy that compresses answers weakens the tag.
    assert_eq!(portal.reads(&token, Some(&format!("W/{tag}"))).await.status, 304);
    world.actor("collectivite").await.publishes(&announcement("Troisième")).await;
    let more = portal.reads(&token, Some(&tag)).await;
    assert_eq!((more.status, texts(&more.json()).len()), (200, 3));
    // Seen, as on the home page.
    let id = more.json()["announcements"][0]["id"].clone();
    let seen = portal.at_origin(PORTAL_ORIGIN, Method::POST, "/api/widget/vu");
    let seen = seen.header("authorization", format!("Bearer {token}")).json(&json!({ "seen": [id] }));
    assert_eq!(Answer::of(seen).await.status, 204);
    backend::communications::store_sightings(&world.backend).await.expect("stored");
    let count =
        format!("SELECT COUNT(*) FROM sighting WHERE communication_id = {}", id.as_str().expect("a number"));
    assert_eq!(world.number(&count).await, Some(1));
}

#[both_engines]
async fn one_family_never_reads_another_s_list(server: Server) {
    let sender = server.world.actor("collectivite").await;
    sender.publishes(&announcement("Pour tous")).await;
    let head = server.world.actor("direction").await;
    head.publishes(&announcement("À Curie seulement")).await;
    let portal = Portal::at(server).await;
    let (pupil, elsewhere) = (portal.token("eleve").await, portal.token("reunionnais").await);
    let (first, second) = (portal.reads(&pupil, None).await, portal.reads(&elsewhere, None).await);
    assert_eq!(texts(&first.json()), ["À Curie seulement", "Pour tous"]);
    assert_eq!(texts(&second.json()), ["Pour tous"]);
    // A tag of somebody else's list does not hide one's own.
    let tag = first.header("etag").expect("a tag");
    assert_eq!(portal.reads(&elsewhere, Some(tag)).await.status, 200);
    for wrong in ["", "0", &"f".repeat(64), &pupil.to_uppercase()] {
        let answer = portal.reads(wrong, None).await;
        assert_eq!((answer.status, answer.json()), (401, json!({ "error": "token" })), "{wrong}");
    }
}

#[both_engines]
async fn only_pages_of_a_portal_may_ask(server: Server) {
    let portal = Portal::at(server).await;
    let token = portal.token("eleve").await;
    for (origin, allowed) in [
        (PORTAL_ORIGIN, true),
        (FOREIGN, false),
        ("null", false),
        ("https://ent.example.autre.example", false),
        ("http://ent.example", false),
    ] {
        for path in ["/api/widget/jeton", "/api/widget/annonces", "/api/widget/vu"] {
            let asks = portal.at_origin(origin, Method::OPTIONS, path);
            let asks = asks.header("access-control-request-method", "POST");
            let answer = Answer::of(asks.header("access-control-request-headers", "authorization")).await;
            assert_eq!(answer.status, 204, "{origin} {path}");
            let header = answer.header("access-control-allow-origin");
            assert_eq!(header, allowed.then_some(origin), "{path}");
            assert_eq!(answer.header("access-control-allow-headers").is_some(), allowed, "{origin} {path}");
            assert_eq!(answer.header("vary"), Some("Origin"));
        }
        let reads = portal.at_origin(origin, Method::GET, "/api/widget/annonces");
        let answer = Answer::of(reads.header("authorization", format!("Bearer {token}"))).await;
        assert_eq!(answer.status, if allowed { 200 } else { 401 }, "{origin}");
        assert_eq!(answer.header("access-control-allow-origin"), allowed.then_some(origin));
    }
    // No other address answers a foreign page.
    let asks = portal.at_origin(PORTAL_ORIGIN, Method::OPTIONS, "/api/announcements");
    assert_eq!(Answer::of(asks).await.status, 405);
    // A form of another site cannot send a statement.
    let form = portal.at_origin(PORTAL_ORIGIN, Method::POST, "/api/widget/jeton");
    let form = form.header("content-type", "text/plain").body("{\"statement\":\"x\"}");
    assert_eq!(Answer::of(form).await.status, 415);
    let large = json!({ "statement": "a".repeat(20_000) });
    let large = portal.at_origin(PORTAL_ORIGIN, Method::POST, "/api/widget/jeton").json(&large);
    assert_eq!(Answer::of(large).await.status, 413);
}

/// An open page that could not read the refusal would take it for a network that is gone, and keep its list.
#[both_engines]
async fn a_page_of_a_paused_portal_reads_that_it_is_refused(server: Server) {
    let portal = Portal::at(server).await;
    let token = portal.token("eleve").await;
    let admin = administrator(&portal.server).await;
    let paused = admin.post_form(&format!("{}/etat", portal.address), &[("action", "suspendre")]).await;
    assert_eq!(paused.status, 303, "{}", paused.body);
    let asks = portal.at_origin(PORTAL_ORIGIN, Method::OPTIONS, "/api/widget/annonces");
    let asks = Answer::of(asks.header("access-control-request-method", "GET")).await;
    let statement = portal.signs.states(&portal.server.world, "eleve");
    let (reads, exchanges) =
        (portal.reads(&token, None).await, portal.exchanges(PORTAL_ORIGIN, &statement).await);
    for (answer, status) in [(&asks, 204), (&reads, 401), (&exchanges, 403)] {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.header("access-control-allow-origin"), Some(PORTAL_ORIGIN), "{status}");
    }
    let foreign = portal.exchanges(FOREIGN, &statement).await;
    assert_eq!((foreign.status, foreign.header("access-control-allow-origin")), (403, None));
}

#[both_engines]
async fn the_browser_never_learns_why_and_the_administrator_does(server: Server) {
    let portal = Portal::at(server).await;
    let world = &portal.server.world;
    let now = world.backend.clock.now().0 / 1_000;
    let ahead = portal.signs.signs(&portal.signs.claims("eleve", now + 90));
    let answer = portal.exchanges(PORTAL_ORIGIN, &ahead).await;
    assert_eq!((answer.status, answer.json()), (403, json!({ "error": "refused" })));
    backend::portals::store_refusals(&world.backend).await.expect("stored");
    let admin = administrator(&portal.server).await;
    let page = admin.get(&portal.address).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("L’horloge du portail est en avance"), "{}", page.body);
    assert!(page.body.contains(">90<"), "{}", page.body);
    // The same by hand, without using anything up.
    let good = portal.signs.states(world, "eleve");
    let trial = format!("{}/essai", portal.address);
    let tried = admin.post_form(&trial, &[("declaration", &good)]).await;
    let (before, _) = tried.body.split_once("Cette déclaration serait acceptée").expect("an answer");
    assert!(before.contains("opens-here"), "the page opens at the answer: {}", tried.body);
    assert_eq!(portal.exchanges(PORTAL_ORIGIN, &good).await.status, 200);
    let tried = admin.post_form(&trial, &[("declaration", &good)]).await;
    assert!(tried.body.contains("avait déjà servi"), "{}", tried.body);
}

#[both_engines]
async fn a_portal_is_registered_changed_and_removed_without_scripts(server: Server) {
    let admin = administrator(&server).await;
    let wrong = [("nom", "ENT"), ("emetteur", "ent"), ("prefixes", "NANCY$"), ("origines", "ent.example")];
    let refused = admin.post_form(LIST, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Saisir l’adresse du site sans page"), "{}", refused.body);
    assert!(refused.body.contains("NANCY$"), "what was typed is kept");
    let right = [
        ("nom", "ENT"),
        ("emetteur", "ent"),
        ("prefixes", "NANCY$"),
        ("origines", PORTAL_ORIGIN),
        ("actuel", PASSWORD),
    ];
    let unproved = admin.post_form(LIST, &right[..4]).await;
    assert_eq!(unproved.status, 422, "an open session is not enough");
    let made = admin.post_form(LIST, &right).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let address = made.location().split('?').next().expect("an address").to_owned();
    let twice = admin.post_form(LIST, &right).await;
    assert_eq!(twice.location(), made.location(), "the answer was lost, and the form is sent again");
    let other = admin.post_form(LIST, &[("nom", "Autre ENT"), right[1], right[2], right[3], right[4]]).await;
    assert_eq!(other.status, 422, "the same issuer");
    // None of these is sent back.
    for private in [
        "-----BEGIN PRIVATE KEY-----\nsecretissime\n-----END PRIVATE KEY-----",
        r#"{"kty":"OKP","crv":"Ed25519","x":"AA","d":"secretissime"}"#,
        r#"{"keys":[{"kty":"oct","k":"secretissime"},{"kty":"RSA"}]}"#,
        r#"{"kty":"RSA","n":"AQAB","dp":"secretissime"#,
    ] {
        let private = [("cle", private), ("actuel", PASSWORD)];
        let refused = admin.post_form(&format!("{address}/cles"), &private).await;
        assert_eq!(refused.status, 422, "{private:?}");
        assert!(!refused.body.contains("secretissime"), "{private:?}");
    }
    let key = SigningPortal::new("ent", SigningAlgorithm::Es256).jwk();
    let unproved = admin.post_form(&format!("{address}/cles"), &[("cle", &key)]).await;
    assert_eq!(unproved.status, 422, "nor for a key");
    let added = admin.post_form(&format!("{address}/cles"), &[("cle", &key), ("actuel", PASSWORD)]).await;
    assert_eq!(added.status, 303, "{}", added.body);
    assert_eq!(admin.post_form(LIST, &right).await.status, 422, "with a key it is another one");
    let said = "Ses déclarations sont acceptées dès maintenant.";
    assert!(admin.get(added.location()).await.body.contains(said));
    let page = admin.get(&address).await.body;
    assert!(page.contains("ES256") && page.contains("portevoix-annonces"), "{page}");
    let state = format!("{address}/etat");
    assert_eq!(admin.post_form(&state, &[("action", "suspendre")]).await.status, 303);
    let key = SigningPortal::new("ent", SigningAlgorithm::Es256).called("ent-2").jwk();
    let added = admin.post_form(&format!("{address}/cles"), &[("cle", &key), ("actuel", PASSWORD)]).await;
    let page = admin.get(added.location()).await.body;
    assert!(page.contains("La clé est ajoutée.") && !page.contains(said), "the portal is paused: {page}");
    assert_eq!(admin.post_form(&state, &[("action", "reprendre")]).await.status, 303);
    let removed = admin.post_form(&format!("{address}/supprimer"), &[]).await;
    assert_eq!(removed.location(), "/administration/portails?fait=supprimer");
    assert_eq!(admin.get(&address).await.status, 404);
}

#[both_engines]
async fn an_international_name_is_registered_as_browsers_write_it(server: Server) {
    let admin = administrator(&server).await;
    let origins = ("origines", "https://École.example.fr, https://ent.example");
    let form = [("nom", "ENT"), ("emetteur", "ent"), ("prefixes", "NANCY$"), origins, ("actuel", PASSWORD)];
    let made = admin.post_form(LIST, &form).await;
    assert_eq!(made.status, 303, "{}", made.body);
    for origin in ["https://xn--cole-9oa.example.fr", "https://ent.example"] {
        let asks = server.anonymous().bare(Method::OPTIONS, "/api/widget/annonces").header("origin", origin);
        let answer = Answer::of(asks.header("sec-fetch-site", "cross-site")).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
    }
}

#[both_engines]
async fn a_portal_s_form_says_when_somebody_else_changed_it(server: Server) {
    let portal = Portal::at(server).await;
    let admin = administrator(&portal.server).await;
    let mark = |page: &str| {
        let (_, rest) = page.split_once("name=\"affiche\" value=\"").expect("a mark");
        rest.split('"').next().expect("its end").to_owned()
    };
    let shown = mark(&admin.get(&portal.address).await.body);
    let changes = async |name: &str, password: &str| {
        let form = [
            ("nom", name),
            ("emetteur", "ent"),
            ("prefixes", "*"),
            ("origines", PORTAL_ORIGIN),
            ("affiche", shown.as_str()),
            ("actuel", password),
        ];
        admin.post_form(&portal.address, &form).await
    };
    assert_eq!(changes("Premier", PASSWORD).await.status, 303);
    assert_eq!(changes("Premier", PASSWORD).await.status, 303, "the answer was lost, and it is sent again");
    // Whatever else is wrong, it is still the form of before.
    let wrong = changes("Second", "pas le bon").await;
    assert_eq!((wrong.status, mark(&wrong.body)), (422, shown.clone()));
    let stale = changes("Second", PASSWORD).await;
    assert_eq!(stale.status, 422);
    assert!(stale.body.contains("vient de modifier ces réglages"), "{}", stale.body);
    assert!(stale.body.contains("Second") && mark(&stale.body) != shown, "what was typed is kept");
}

/// The code that the page offers signs statements that are accepted.
#[tokio::test]
async fn the_ready_made_code_signs_what_is_accepted() {
    on_sqlite_url(async |url| {
        let portal = Portal::at(Server::start(url).await).await;
        let folder = tempfile::tempdir().expect("a folder");
        let seed = testing_server::armoured("PRIVATE KEY", &ed25519_of_tests());
        std::fs::write(folder.path().join("portail.pem"), seed).expect("a file");
        let world = &portal.server.world;
        let admin = world.actor("direction").await.caller().await;
        let id = portal.address.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number");
        let proved = proved(&world.backend, &admin, "").await;
        let added = backend::portals::add_key(&world.backend, &admin, id, PUBLIC_OF_TESTS, &proved).await;
        added.expect("a key");
        let browser = administrator(&portal.server).await;
        let page = browser.get(&portal.address).await.body;
        world.backend.clock.set(now());
        let mut tried = 0;
        for (language, file, program, call) in [
            (
                "Node.js",
                "statement.mjs",
                "node",
                "import('./statement.mjs').then((m) => console.log(m.statement('eleve')))",
            ),
            ("Python", "statement.py", "python3", "import statement; print(statement.statement('eleve'))"),
        ] {
            std::fs::write(folder.path().join(file), code_of(&page, language)).expect("a file");
            let flag = if program == "node" { "-e" } else { "-c" };
            let ran =
                std::process::Command::new(program).args([flag, call]).current_dir(folder.path()).output();
            let Ok(ran) = ran else { continue };
            let error = String::from_utf8_lossy(&ran.stderr);
            if error.contains("No module named 'cryptography'") {
                continue;
            }
            let statement = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
            let answer = portal.exchanges(PORTAL_ORIGIN, &statement).await;
            assert_eq!(answer.status, 200, "{language}: {statement} {error}");
            tried += 1;
        }
        assert!(tried > 0, "neither Node.js nor Python is here");
    })
    .await;
}

fn now() -> domain::time::Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    domain::time::Millis(i64::try_from(since.as_millis()).expect("a while"))
}

/// The code of a language on the page of a portal.
fn code_of(page: &str, language: &str) -> String {
    let (_, rest) = page.split_once(&format!("<summary>{language}<")).expect("the language");
    let (_, rest) = rest.split_once("<code>").expect("code");
    let (code, _) = rest.split_once("</code>").expect("an end");
    // The mark of a text that the page fills in.
    let code = code.replace("<!>", "");
    code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A key pair that is used nowhere else.
const PUBLIC_OF_TESTS: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}"#;

/// PKCS #8 of the seed 0, 1, 2 … 31.
fn ed25519_of_tests() -> Vec<u8> {
    let begin = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    begin.into_iter().chain(0..32).collect()
}
