//! Only requests of our own pages are accepted: a request that another site makes a browser send
//! changes nothing.

use domain::PersonId;
use reqwest::{Method, RequestBuilder, header::CONTENT_TYPE};
use serde_json::json;
use server::{Origin, Page};
use testing_server::{Answer, Browser, PASSWORD, Server, announcement, both_engines};

/// Headers of a request, and whether they mean that it comes from one of our pages.
type Headers = &'static [(&'static str, &'static str)];

const FOREIGN: [Headers; 10] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", "SAME-ORIGIN")],
    &[("sec-fetch-site", "")],
    &[("origin", "null")],
    &[("origin", "https://evil.example")],
    &[("origin", "http://127.0.0.1:1")],
    &[("referer", "http://127.0.0.1/")],
    &[],
];

fn with(request: RequestBuilder, headers: Headers) -> RequestBuilder {
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

/// A person who may do everything, and an address for every action.
pub(super) struct Scene {
    pub server: Server,
    pub admin: Browser,
    /// The addresses of every route and server function that changes something.
    pub paths: Vec<String>,
    /// Those of them that a page for a person sends something to.
    pub named: Vec<String>,
    /// Arguments of all of them, as JSON and as form fields.
    json: String,
    fields: Vec<(String, String)>,
}

impl Scene {
    pub async fn set(url: &str) -> Self {
        let server = Server::start(url).await;
        let world = &server.world;
        let head = world.actor("direction").await;
        let id = head.publishes(&announcement("En ligne")).await;
        let admin = server.browser_of("direction").await;
        world.administrator("direction").await;
        let pupil = world.account("eleve").await;
        let caller = head.caller().await;
        let link =
            backend::accounts::make_link(&world.backend, &caller, pupil, "eleve").await.expect("a link");
        let session = other_session(&server, &admin).await;
        let form = announcement("De loin");
        let kept = json!({ "form_key": form.key, "input": form.input });
        let kept = admin.call("/api/communications/drafts/save", &kept).await;
        let draft = kept.json()[0].as_i64().expect("a draft");
        let filled = |path: &str| {
            path.replace("/sessions/{id}", &format!("/sessions/{session}"))
                .replace("/brouillons/{id}", &format!("/brouillons/{draft}"))
                .replace("{id}", &id.to_string())
                .replace("{article}", "1")
                .replace("{cle}", "1")
                .replace("{portail}", "1")
                .replace("{personne}", &pupil.to_string())
                .replace("/mot-de-passe/{jeton}", &link.path)
                .replace("{jeton}", "0123456789abcdef")
        };
        // Mail programs may send one form by themselves, pages of portals what widgets ask, and providers
        // of sign-on their messages; other tests cover them.
        let guarded = |route: &server::Route| {
            !matches!(route.policy.origin, Origin::OneClickMail | Origin::Anybody | Origin::OtherServer)
        };
        let mut routes = server::routes();
        routes.retain(|route| route.method == Method::POST && guarded(route) && !route.path.contains("{*"));
        let mut paths: Vec<String> = routes.iter().map(|route| filled(route.path)).collect();
        let named = routes.iter().filter(|route| route.policy.page == Page::Named);
        let named = named.map(|route| filled(route.path)).collect();
        // Last, because the password is another one after the first of them, and nobody is signed in
        // after the second.
        paths.sort_by_key(|path| (path == "/deconnexion", path == "/mon-compte/mot-de-passe"));
        assert!(paths.len() > 20 && paths.iter().all(|path| !path.contains('{')), "{paths:?}");
        let fields = form_fields(&announcement("Par un formulaire").key);
        let confirmed = admin.confirms(&announcement("De loin encore")).await;
        let json = everything(&server, id.0, pupil, confirmed).to_string();
        Self { server, admin, paths, named, json, fields }
    }

    /// Values that would show that something was done.
    pub async fn state(&self) -> Vec<(String, i64)> {
        let counts = self.server.world.counts().await;
        let mut state: Vec<_> = counts.into_iter().map(|(table, rows)| (table.to_owned(), rows)).collect();
        for sql in [
            "SELECT COUNT(*) FROM communication WHERE cancelled_at IS NOT NULL",
            "SELECT COUNT(*) FROM account WHERE portal_administrator",
            "SELECT COUNT(*) FROM account WHERE password_changed_at IS NOT NULL",
            "SELECT COUNT(*) FROM account WHERE totp_pending IS NOT NULL",
            "SELECT COUNT(*) FROM setting",
            "SELECT MIN(id) FROM draft",
        ] {
            state.push((sql.to_owned(), self.server.world.number(sql).await.unwrap_or_default()));
        }
        state
    }

    /// The same arguments in every format that a browser can be made to send.
    pub fn bodies(&self) -> [(&'static str, String); 4] {
        let form: Vec<String> = self.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let parts = self.fields.iter().map(|(name, value)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        });
        [
            ("application/json", self.json.clone()),
            ("text/plain", self.json.clone()),
            ("multipart/form-data; boundary=x", parts.chain(["--x--\r\n".to_owned()]).collect()),
            ("application/x-www-form-urlencoded", form.join("&")),
        ]
    }
}

/// The id of a session of the same person in another browser.
async fn other_session(server: &Server, admin: &Browser) -> String {
    server.anonymous().signs_in("direction", PASSWORD).await;
    let account = admin.call("/api/account", &json!({})).await.json();
    let sessions = account["sessions"].as_array().expect("sessions");
    let other = sessions.iter().find(|session| session["current"] == false).expect("another one");
    other["id"].as_str().expect("a name").to_owned()
}

fn everything(server: &Server, id: i64, pupil: PersonId, deploy: serde_json::Value) -> serde_json::Value {
    let scope = format!("etablissement-{}", server.world.curie);
    let added = json!([{ "role": "sender_news", "person": pupil }]);
    json!({
        "form_key": deploy["form_key"], "input": deploy["input"], "confirmation": deploy["confirmation"], "id": id, "person": pupil, "scope": scope,
        "change": { "scope": scope, "version": 0, "added": added, "removed": [] },
    })
}

fn form_fields(key: &str) -> Vec<(String, String)> {
    let new = "cantine+velo+nuage+7+tambours";
    [
        ("cle", key),
        ("cible", "1"),
        ("canal", "announcement"),
        ("type", "alert"),
        ("texte", "De loin"),
        ("periode-debut", "2026-10-05"),
        ("periode-fin", "2026-10-06"),
        ("identifiant", "direction"),
        ("mot_de_passe", "faux"),
        ("code", "123456"),
        ("actuel", "correct+horse+battery+staple"),
        ("nouveau", new),
        ("confirmation", new),
        ("mode", "importer"),
        ("action", "confirmer"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

#[both_engines]
async fn other_sites_execute_nothing(url: &str) {
    let scene = Scene::set(url).await;
    let before = scene.state().await;
    for path in &scene.paths {
        for headers in FOREIGN {
            for (kind, body) in scene.bodies() {
                let request = with(scene.admin.bare(Method::POST, path), headers);
                let answer = Answer::of(request.header(CONTENT_TYPE, kind).body(body)).await;
                assert_eq!(answer.status, 403, "{path} {headers:?} {kind}: {}", answer.body);
                assert!(answer.header("set-cookie").is_none(), "{path} {headers:?} {kind}");
            }
        }
    }
    assert_eq!(scene.state().await, before);
    let query: Vec<String> = scene.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    for path in &scene.paths {
        for headers in FOREIGN {
            let asked = format!("{path}?{}", query.join("&"));
            let answer = Answer::of(with(scene.admin.bare(Method::GET, &asked), headers)).await;
            assert!(answer.status < 500, "{path}: {}", answer.status);
            assert!(!path.starts_with("/api/") || answer.status == 405, "{path} {headers:?}");
        }
    }
    for headers in FOREIGN {
        // Over plain HTTP, browsers say nothing about where a request that reads comes from.
        let silent = headers.iter().all(|(name, _)| *name == "referer");
        for path in ["/api/announcements", "/flux/etat?annonces=", "/flux?annonces="] {
            let answer = with(scene.admin.bare(Method::GET, path), headers).send().await.expect("an answer");
            let expected = if silent { 200 } else { 403 };
            assert_eq!(answer.status().as_u16(), expected, "{path} {headers:?}");
        }
        let answer = Answer::of(with(scene.admin.bare(Method::DELETE, "/"), headers)).await;
        assert_eq!(answer.status, 405, "{headers:?}");
    }
    assert_eq!(scene.state().await, before);
    assert_eq!(scene.admin.get("/").await.status, 200, "still signed in");
}

/// Without this test, the test above would prove nothing.
#[both_engines]
async fn the_same_requests_from_our_pages_are_executed(url: &str) {
    let mut scene = Scene::set(url).await;
    let before = scene.state().await;
    let visitor = scene.server.anonymous();
    for action in ["commencer", "confirmer", "nommer", "exiger"] {
        scene.fields.retain(|(name, _)| name != "action");
        scene.fields.push(("action".to_owned(), action.to_owned()));
        let [json, _, parts, form] = scene.bodies();
        for path in scene.paths.iter().filter(|path| *path != "/deconnexion") {
            let (kind, body) = if path.starts_with("/api/") {
                json.clone()
            } else if path == "/administration/annuaire" {
                parts.clone()
            } else {
                form.clone()
            };
            // Who uses a link is signed in as its person from then on.
            let browser = if path.starts_with("/mot-de-passe/") { &visitor } else { &scene.admin };
            let request = browser.request(Method::POST, path).header(CONTENT_TYPE, kind);
            let answer = Answer::of(request.body(body)).await;
            assert!(!answer.body.contains("ne vient pas d’une page"), "{path}: {}", answer.body);
        }
    }
    let after = scene.state().await;
    let changed: Vec<&str> = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after)
        .map(|((what, _), _)| what.as_str())
        .collect();
    for what in [
        "access_grant",
        "communication",
        "password_link",
        "session",
        "SELECT COUNT(*) FROM communication WHERE cancelled_at IS NOT NULL",
        "SELECT COUNT(*) FROM account WHERE portal_administrator",
        "SELECT COUNT(*) FROM account WHERE password_changed_at IS NOT NULL",
        "SELECT COUNT(*) FROM account WHERE totp_pending IS NOT NULL",
        "SELECT COUNT(*) FROM setting",
        "SELECT MIN(id) FROM draft",
    ] {
        assert!(changed.contains(&what), "{what} is as before; changed: {changed:?}");
    }
}

#[both_engines]
async fn our_pages_are_accepted_with_either_header(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let origin = ("origin", teacher.origin.clone());
    for (name, value) in [("sec-fetch-site", "same-origin".to_owned()), origin] {
        let form = announcement("D'ici");
        let deploy = teacher.confirms(&form).await;
        let request = teacher.bare(Method::POST, "/api/communications/deploy").header(name, value);
        assert_eq!(Answer::of(request.json(&deploy)).await.status, 200, "{name}");
    }
    // Following a link from another site only shows a page.
    let link = with(teacher.bare(Method::GET, "/"), &[("sec-fetch-site", "cross-site")]);
    assert_eq!(Answer::of(link).await.status, 200);
}

#[both_engines]
async fn behind_a_proxy_the_public_address_is_ours(url: &str) {
    let server = Server::start_as(url, "https://ent.example.fr/").await;
    let mut nobody = server.anonymous();
    for (origin, status) in [
        ("https://ent.example.fr", 401),
        ("https://ENT.example.fr", 401),
        ("http://ent.example.fr", 403),
        ("https://ent.example.fr.evil.example", 403),
        (nobody.origin.as_str(), 403),
    ] {
        let request = nobody.bare(Method::POST, "/connexion").header("origin", origin);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = Answer::of(request.body("identifiant=x&mot_de_passe=y")).await;
        assert_eq!(answer.status, status, "{origin}");
    }
    for (host, status) in [
        ("ent.example.fr", 200),
        ("ENT.EXAMPLE.FR", 200),
        ("evil.example", 421),
        ("ent.example.fr.evil.example", 421),
        ("ent.example.fr:8080", 421),
        ("127.0.0.1", 421),
    ] {
        nobody.host = Some(host.to_owned());
        assert_eq!(nobody.get("/connexion").await.status, status, "{host}");
        // Monitoring uses the server's own address.
        assert_eq!(nobody.get("/health/live").await.status, 200, "{host}");
    }
}

#[both_engines]
async fn other_methods_and_kinds_execute_nothing(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let form = announcement("Autrement");
    let deploy = json!({ "form_key": form.key, "input": form.input }).to_string();
    let path = "/api/communications/deploy";
    let before = server.world.counts().await;
    for kind in ["text/plain", "text/plain; application/json", "multipart/form-data; boundary=x", ""] {
        let request = teacher.request(Method::POST, path).header(CONTENT_TYPE, kind);
        assert_eq!(Answer::of(request.body(deploy.clone())).await.status, 415, "{kind}");
    }
    let without = teacher.request(Method::POST, path).body(deploy.clone());
    assert_eq!(Answer::of(without).await.status, 415);
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = teacher.request(method.clone(), path).header(CONTENT_TYPE, "application/json");
        let answer = Answer::of(request.body(deploy.clone())).await;
        assert!((400..500).contains(&answer.status), "{method}: {}", answer.status);
    }
    let query = format!("{path}?form_key={}&input=", form.key);
    assert!((400..500).contains(&teacher.get(&query).await.status));
    assert_eq!(server.world.counts().await, before);
}
