//! Signing in with a provider of `OpenID` Connect, over HTTP.

mod administration;
mod logout;
mod provider;
mod wrong;

use std::collections::BTreeMap;

use backend::{Services, outbound::Outbound};
use domain::{ProviderId, providers::Protocol};
use openidconnect::url::Url;
use testing_server::{Answer, Browser, OnDatabase, Server, both_engines, databases::on_migrated_sqlite_url};

use self::provider::{CLIENT, Provider};

/// A server that knows one provider, whose claim `sub` is the directory's identifier.
struct Scene {
    server: Server,
    provider: Provider,
    id: ProviderId,
}

impl OnDatabase for Scene {
    async fn open(url: &str) -> Self {
        let loopback = ["127.0.0.0/8".parse().expect("a network")];
        let services = Services { outbound: Outbound::new(&loopback), ..Services::default() };
        let server = Server::start_known_with(url, services).await;
        let provider = Provider::start().await;
        let id = server.world.provider("Mon ENT", Protocol::Oidc, &provider.issuer()).save().await;
        Self { server, provider, id }
    }
}

impl Scene {
    /// Begins a sign-in in this browser, which keeps the tab's cookie; returns the provider's address.
    async fn begins(&self, browser: &mut Browser, next: &str) -> String {
        let address = app::address(&format!("/connexion/fournisseur/{}", self.id), &[("suite", next)]);
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        keep(browser, &answer);
        answer.location().to_owned()
    }

    /// Signs in from the beginning to the end.
    async fn signs_in(&self, browser: &mut Browser) -> Answer {
        let away = self.begins(browser, "/agenda").await;
        let answer = browser.get(&self.provider.authorises(&away)).await;
        keep(browser, &answer);
        answer
    }

    /// Whose session the browser has.
    async fn name(&self, browser: &Browser) -> Option<String> {
        let page = browser.get("/mon-compte").await;
        (page.status == 200).then_some(page.body)
    }
}

/// Keeps and forgets cookies as a browser does.
fn keep(browser: &mut Browser, answer: &Answer) {
    let mut jar: BTreeMap<String, String> = browser
        .cookie
        .iter()
        .flat_map(|all| all.split("; "))
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for set in answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()) {
        let (pair, rest) = set.split_once(';').expect("attributes");
        let (name, value) = pair.split_once('=').expect("a pair");
        if rest.contains("Max-Age=0") {
            jar.remove(name);
        } else {
            jar.insert(name.to_owned(), value.to_owned());
        }
    }
    let all: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
    browser.cookie = (!all.is_empty()).then(|| all.join("; "));
}

fn has_session(browser: &Browser) -> bool {
    browser.cookie.iter().any(|all| all.split("; ").any(|pair| pair.starts_with("portevoix=")))
}

fn query(address: &str) -> BTreeMap<String, String> {
    Url::parse(address).expect("an address").query_pairs().into_owned().collect()
}

#[both_engines]
async fn somebody_signs_in_with_a_provider(scene: Scene) {
    let mut browser = scene.server.anonymous();
    let page = browser.get("/connexion?suite=%2Fagenda").await.body;
    assert!(page.contains("Se connecter avec Mon ENT"), "offered: {page}");
    assert!(page.contains(&format!("/connexion/fournisseur/{}?suite=%2Fagenda", scene.id)), "{page}");
    assert!(page.find("Mon ENT") < page.find("mot_de_passe"), "before the own account");

    let away = scene.begins(&mut browser, "/agenda").await;
    let asked = query(&away);
    assert!(asked["state"].len() >= 32 && asked["nonce"].len() >= 32 && asked["state"] != asked["nonce"]);
    assert_eq!(asked["code_challenge_method"], "S256");
    let names: Vec<&str> = asked.keys().map(String::as_str).collect();
    let expected = [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ];
    assert_eq!(names, expected, "nothing that a strict provider refuses");
    assert_eq!(asked["redirect_uri"], format!("{}/connexion/retour/{}", browser.origin, scene.id));

    let back = scene.provider.authorises(&away);
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/agenda"), "{}", answer.body);
    let before = browser.clone();
    keep(&mut browser, &answer);
    assert!(has_session(&browser));
    assert!(scene.name(&browser).await.is_some(), "signed in, also without an account of ours");
    let exchanged = scene.provider.inside().exchanged.clone();
    assert!(exchanged["code_verifier"].len() >= 43);

    // The address of the way back works once: neither the same browser nor a thief can use it again.
    assert_eq!(browser.get(&back).await.status, 400);
    assert_eq!(before.get(&back).await.status, 502, "the provider takes a code once");
    assert_eq!(scene.server.anonymous().get(&back).await.status, 400);
    let page = scene.server.anonymous();
    let mut again = page.clone();
    again.cookie = browser.cookie.as_ref().map(|all| {
        let kept: Vec<&str> = all.split("; ").filter(|pair| !pair.starts_with("portevoix=")).collect();
        kept.join("; ")
    });
    assert!(
        again.get("/connexion").await.body.contains("Utilisé la dernière fois"),
        "the choice is remembered"
    );
}

#[tokio::test]
async fn without_a_public_address_no_provider_is_of_use() {
    on_migrated_sqlite_url(async |url| {
        let server = Server::start(url).await;
        server.world.administrator("collectivite").await;
        let mut admin = server.anonymous();
        assert_eq!(admin.signs_in("collectivite", testing_server::PASSWORD).await.status, 303);
        for (name, protocol, way) in
            [("Mon ENT", Protocol::Oidc, "fournisseur"), ("Mon CAS", Protocol::Cas, "cas")]
        {
            let id = server.world.provider(name, protocol, "https://10.0.0.1").save().await;
            let page = server.anonymous().get("/connexion").await;
            assert!(!page.body.contains(name), "it is not offered: {}", page.body);
            let start = format!("/connexion/{way}/{id}");
            let begun = server.anonymous().get(&start).await;
            assert_eq!(begun.status, 502, "{}", begun.body);
            let tried = admin.get(&format!("/administration/connexion/{id}/essayer")).await;
            assert_eq!(tried.status, 200);
            assert!(tried.body.contains("aucun fournisseur ne peut servir"), "{}", tried.body);
            let state = format!("/administration/connexion/{id}/etat");
            let resumed = admin.post_form(&state, &[("action", "reprendre")]).await;
            assert_eq!(resumed.status, 409);
            assert!(resumed.body.contains("public_url"), "{}", resumed.body);
            if protocol == Protocol::Cas {
                // A ticket for another site, with a cookie of one's own making: the server is not asked.
                let state = "0123456789abcdef0123456789abcdef".to_owned();
                let waiting = backend::door::cas::Waiting { provider: id, state: state.clone() };
                let tab = serde_json::json!({ "waiting": waiting, "next": "", "trying": false }).to_string();
                let tab = tab.bytes().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
                let mut browser = server.anonymous();
                browser.host = Some("ailleurs.example".to_owned());
                browser.cookie = Some(format!("portevoix-retour-{}={tab}", &state[..16]));
                let answer = browser.get(&format!("{start}?etat={state}&ticket=ST-1")).await;
                assert_eq!(answer.status, 502, "{}", answer.body);
                assert!(answer.body.contains("n’a pas abouti"), "{}", answer.body);
                assert!(answer.cookie("portevoix").is_none());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_answer_of_one_provider_is_not_taken_for_that_of_another() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let other = scene.server.world.provider("Autre", Protocol::Oidc, &scene.provider.issuer());
        let other = other.save().await;
        let mut browser = scene.server.anonymous();
        let away = scene.begins(&mut browser, "/agenda").await;
        let back = scene.provider.authorises(&away);
        let (own, foreign) =
            (format!("/connexion/retour/{}", scene.id), format!("/connexion/retour/{other}"));
        assert!(back.starts_with(&own), "each provider has its own address: {back}");
        let answer = browser.get(&back.replacen(&own, &foreign, 1)).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(answer.cookie("portevoix").is_none(), "nobody is signed in");
        assert!(scene.provider.inside().exchanged.is_empty(), "the code was sent to nobody");
        keep(&mut browser, &answer);
        let answer = browser.get(&back).await;
        assert_eq!((answer.status, answer.location()), (303, "/agenda"), "{}", answer.body);
    })
    .await;
}

#[both_engines]
async fn tabs_do_not_mix_and_nobody_is_sent_elsewhere(scene: Scene) {
    let mut browser = scene.server.anonymous();
    let first = scene.begins(&mut browser, "/agenda").await;
    let second = scene.begins(&mut browser, "/espaces").await;
    // The code of one tab with the state of the other: the nonce tells them apart.
    let (first_back, second_back) = (scene.provider.authorises(&first), scene.provider.authorises(&second));
    let code = |back: &str| query(&format!("http://x{back}"))["code"].clone();
    let mixed = first_back.replace(&code(&first_back), &code(&second_back));
    let answer = browser.get(&mixed).await;
    assert_eq!(answer.status, 502, "{}", answer.body);
    assert!(answer.cookie("portevoix").is_none(), "nobody is signed in");
    keep(&mut browser, &answer);
    // The second tab is unharmed, but its code is gone; a new one brings it where it wanted to go.
    let answer = browser.get(&scene.provider.authorises(&second)).await;
    assert_eq!((answer.status, answer.location()), (303, "/espaces"));

    for elsewhere in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/a/..//evil.example",
        "javascript:alert(1)",
        "/%2f/evil.example",
        " /agenda",
    ] {
        let mut browser = scene.server.anonymous();
        let away = scene.begins(&mut browser, elsewhere).await;
        let answer = browser.get(&scene.provider.authorises(&away)).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{elsewhere}");
    }
}

#[both_engines]
async fn pro_connect_s_shape_is_a_matter_of_switches(scene: Scene) {
    use domain::providers::{ClientAuth, MatchBy, Pkce, Switches, Userinfo};
    let world = &scene.server.world;
    let switches = Switches {
        pkce: Pkce::Never,
        client_auth: ClientAuth::Post,
        userinfo: Userinfo::Signed,
        scopes: "email uid".to_owned(),
        vouches_for_addresses: true,
        ..Switches::default()
    };
    let agents = world.provider("Agents", Protocol::Oidc, &scene.provider.issuer());
    let id = agents.by("email", MatchBy::Email).with(switches).save().await;
    world.sql("UPDATE person SET email = 'e.morin@example.org' WHERE external_id = 'professeur'").await;
    scene.provider.inside().signs_userinfo = true;
    let of_agents = Scene { id, ..scene };
    let mut browser = of_agents.server.anonymous();
    let away = of_agents.begins(&mut browser, "").await;
    let asked = query(&away);
    assert_eq!(asked["scope"], "openid email uid");
    assert!(!asked.contains_key("code_challenge"));
    let answer = browser.get(&of_agents.provider.authorises(&away)).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    assert_eq!(of_agents.provider.inside().exchanged["client_id"], CLIENT);
    assert_eq!(of_agents.provider.inside().authorization, "");
    // Where only `plain` is announced, no proof key is better than one that proves nothing.
    world_only_plain(&of_agents).await;
}

async fn world_only_plain(scene: &Scene) {
    let plain = serde_json::json!(["plain"]);
    scene.provider.inside().more_metadata.insert("code_challenge_methods_supported".to_owned(), plain);
    let id = scene.server.world.provider("Autre", Protocol::Oidc, &scene.provider.issuer()).save().await;
    let answer = scene.server.anonymous().get(&format!("/connexion/fournisseur/{id}")).await;
    assert!(!query(answer.location()).contains_key("code_challenge"), "{}", answer.location());
}
