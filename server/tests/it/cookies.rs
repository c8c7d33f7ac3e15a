//! The cookies of the sign-in: readable only by the server, and bound to its host.

use testing_server::{Answer, PASSWORD, Server, both_engines};

async fn signed_in(url: &str, public_url: Option<&str>) -> (Server, Answer) {
    let server =
        Server::start_with(url, |settings| settings.public_url = public_url.map(str::to_owned)).await;
    server.world.account("eleve").await;
    let answer = server.anonymous().signs_in("eleve", PASSWORD).await;
    (server, answer)
}

/// The value of a cookie, and its attributes in order.
fn parts(cookie: &str) -> (&str, Vec<&str>) {
    let mut parts = cookie.split("; ");
    let (_, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("a pair");
    let mut attributes: Vec<&str> = parts.collect();
    attributes.sort_unstable();
    (value, attributes)
}

#[both_engines]
async fn scripts_cannot_read_the_cookies(url: &str) {
    let (server, answer) = signed_in(url, None).await;
    let (token, attributes) = parts(answer.cookie("portevoix").expect("a session"));
    assert_eq!(attributes, ["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Lax"]);
    let (device, attributes) = parts(answer.cookie("portevoix-appareil").expect("a device"));
    assert_eq!(attributes, ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"]);
    assert!(token.len() == 64 && device.len() == 64 && token != device);

    let mut browser = server.anonymous();
    browser.cookie = Some(format!("portevoix-appareil={device}"));
    assert_eq!(browser.get("/api/announcements").await.status, 401, "a known browser is not signed in");
    browser.cookie = Some(format!("theme=dark; portevoix={token}; other=1"));
    assert_eq!(browser.get("/api/announcements").await.status, 200);
    browser.opens_its_account().await;
    let out = browser.post_form("/deconnexion", &[]).await;
    let (value, attributes) = parts(out.cookie("portevoix").expect("a cookie"));
    assert_eq!((value, attributes), ("", vec!["HttpOnly", "Max-Age=0", "Path=/", "SameSite=Lax"]));
    assert!(out.cookie("portevoix-appareil").is_none(), "the browser stays known");
    assert_eq!(browser.get("/api/announcements").await.status, 401, "the old cookie opens nothing");
}

#[both_engines]
async fn on_tls_the_cookies_are_bound_to_the_host(url: &str) {
    let (server, answer) = signed_in(url, Some("https://ent.example.fr")).await;
    for name in ["__Host-portevoix", "__Host-portevoix-appareil"] {
        let (_, attributes) = parts(answer.cookie(name).expect(name));
        for wanted in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(attributes.contains(&wanted), "{name}: {attributes:?}");
        }
        assert!(!attributes.iter().any(|attribute| attribute.starts_with("Domain")), "{attributes:?}");
    }
    let (token, _) = parts(answer.cookie("__Host-portevoix").expect("a session"));
    let mut browser = server.anonymous();
    // Another site on the same domain can set this name, but not the one with the prefix.
    browser.cookie = Some(format!("portevoix={token}"));
    assert_eq!(browser.get("/api/announcements").await.status, 401);
    browser.cookie = Some(format!("__Host-portevoix={token}"));
    assert_eq!(browser.get("/api/announcements").await.status, 200);
}

#[both_engines]
async fn whoever_stays_signed_in_has_a_cookie_for_thirty_days(url: &str) {
    let server = Server::start(url).await;
    server.world.account("eleve").await;
    let typed = [("identifiant", "eleve"), ("mot_de_passe", PASSWORD), ("rester", "oui")];
    let answer = server.anonymous().post_form("/connexion", &typed).await;
    let (_, attributes) = parts(answer.cookie("portevoix").expect("a session"));
    assert_eq!(attributes, ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
    let wrong = [("identifiant", "eleve"), ("mot_de_passe", "un autre"), ("rester", "oui")];
    let refused = server.anonymous().post_form("/connexion", &wrong).await;
    assert!(refused.body.contains("<title>Erreur\u{a0}: Connexion – Porte-voix</title>"), "{}", refused.body);
    let field = refused.body.split_once("name=\"rester\"").expect("the choice").1;
    let field = field.split_once('>').expect("its end").0;
    assert!(field.contains("checked"), "the choice is kept: {field}");
}

#[both_engines]
async fn the_choice_to_stay_signed_in_outlives_the_time_for_the_code(url: &str) {
    let server = Server::start(url).await;
    let mut browser = server.anonymous();
    let late = browser.post_form("/connexion/code?suite=/messagerie&rester=oui", &[("code", "123456")]).await;
    assert_eq!(late.status, 303, "{:.300}", late.body);
    let page = browser.get(late.location()).await.body;
    assert!(page.contains("Le temps pour saisir le code est passé."), "{page}");
    assert!(page.contains("<title>Erreur\u{a0}: Connexion – Porte-voix</title>"), "{page}");
    let field = page.split_once("name=\"rester\"").expect("the choice").1;
    let field = field.split_once('>').expect("its end").0;
    assert!(field.contains("checked"), "the choice is kept: {field}");
    browser.cookie = Some("portevoix-etape=inconnue".to_owned());
    let code = browser.get("/connexion/code?rester=oui").await.body;
    assert!(code.contains("href=\"/connexion?rester=oui\""), "{code}");
}
