//! The sign-in over HTTP: how many attempts are allowed, from which address, and what is recorded.

use domain::audit::{AuditFilter, AuditRow};
use reqwest::{Method, header::CONTENT_TYPE};
use testing_server::{Answer, Browser, PASSWORD, Server, announcement, both_engines};

/// An attempt whose `X-Forwarded-For` is `forwarded`.
async fn tries_from(browser: &Browser, forwarded: &str, login: &str, password: &str) -> u16 {
    let request = browser.request(Method::POST, "/connexion").header("x-forwarded-for", forwarded);
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = format!("identifiant={login}&mot_de_passe={}", password.replace(' ', "+"));
    Answer::of(request.body(body)).await.status
}

async fn journal(server: &Server) -> Vec<AuditRow> {
    let admin = server.world.actor("collectivite").await.caller().await;
    let page = backend::journal::page(&server.world.backend, &admin, &AuditFilter::default()).await;
    page.expect("a page").rows
}

#[both_engines]
async fn guessing_is_slowed_down_with_a_sentence(server: Server) {
    server.world.account("eleve").await;
    for _ in 0..3 {
        assert_eq!(server.anonymous().signs_in("eleve", "guess").await.status, 401);
    }
    let answer = server.anonymous().signs_in("eleve", PASSWORD).await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").is_some(), "it says when to try again");
    assert!(answer.header("set-cookie").is_none());
    assert!(answer.body.contains("Trop d’essais") && answer.body.contains("2 secondes"), "{}", answer.body);
    server.world.wait(2_000);
    assert_eq!(server.anonymous().signs_in("eleve", PASSWORD).await.status, 303);
}

#[both_engines]
async fn a_known_browser_may_still_sign_in(server: Server) {
    server.world.account("eleve").await;
    let mut owner = server.anonymous();
    let device = owner.signs_in("eleve", PASSWORD).await;
    let device = device.cookie("portevoix-appareil").and_then(|cookie| cookie.split(';').next());
    owner.cookie = device.map(str::to_owned);
    for _ in 0..3 {
        assert_eq!(server.anonymous().signs_in("eleve", "guess").await.status, 401);
    }
    assert_eq!(server.anonymous().signs_in("eleve", PASSWORD).await.status, 429, "a new browser waits");
    assert_eq!(owner.signs_in("eleve", PASSWORD).await.status, 303, "from the very same address");
}

#[both_engines]
async fn an_address_from_an_unknown_proxy_is_ignored(server: Server) {
    server.world.account("eleve").await;
    let browser = server.anonymous();
    for number in 0..3 {
        let status = tries_from(&browser, &format!("198.51.100.{number}"), "eleve", "guess").await;
        assert_eq!(status, 401);
    }
    assert_eq!(tries_from(&browser, "198.51.100.9", "eleve", "guess").await, 429, "it is one address");
}

#[both_engines]
async fn a_trusted_proxy_gives_the_client_address(url: &str) {
    let server = Server::start_with(url, |settings| {
        settings.trusted_proxies = vec!["127.0.0.1/32".parse().expect("a network")];
    })
    .await;
    server.world.account("eleve").await;
    server.world.administrator("collectivite").await;
    let browser = server.anonymous();
    for _ in 0..3 {
        // The client itself may have written what is further left.
        assert_eq!(tries_from(&browser, "1.1.1.1, 198.51.100.1", "eleve", "guess").await, 401);
    }
    assert_eq!(tries_from(&browser, "2.2.2.2, 198.51.100.1", "eleve", PASSWORD).await, 429);
    assert_eq!(journal(&server).await[0].address, "198.51.100.1");
    assert_eq!(tries_from(&browser, "198.51.100.2", "eleve", PASSWORD).await, 303, "the neighbour");
    // A client with one IPv6 address has a whole network of them.
    for end in ["1", "2", "a:b:c"] {
        assert_eq!(tries_from(&browser, &format!("2001:db8:1:2::{end}"), "eleve", "guess").await, 401);
    }
    assert_eq!(tries_from(&browser, "2001:db8:1:2:ffff::1", "eleve", PASSWORD).await, 429);
    assert_eq!(tries_from(&browser, "2001:db8:1:3::1", "eleve", PASSWORD).await, 303);
}

#[both_engines]
async fn forms_are_limited_to_fifty_a_second(url: &str) {
    let server = Server::start_with(url, |settings| {
        settings.forms_per_second = std::num::NonZeroU32::MIN;
    })
    .await;
    let teacher = server.browser_of("enseignant").await;
    let nobody = server.anonymous();
    // A reserve of four seconds, and one more for each second that this test takes.
    let mut refused = None;
    for _ in 0..1_000 {
        let answer = nobody.post_form("/deconnexion", &[]).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 303);
    }
    let refused = refused.expect("a limit");
    let wait: u64 = refused.header("retry-after").and_then(|wait| wait.parse().ok()).expect("seconds");
    assert!((1..=5).contains(&wait), "{wait}");
    assert!(refused.body.contains("Réessayez"), "{}", refused.body);
    assert_eq!(nobody.get("/connexion").await.status, 200, "only looking costs nothing");
    let survey = teacher.call("/api/session", &serde_json::json!({})).await;
    assert_eq!(survey.status, 200, "others at the same address are not concerned");
}

#[both_engines]
async fn refusals_are_recorded_with_the_missing_right(server: Server) {
    server.world.administrator("collectivite").await;
    let pupil = server.browser_of("eleve").await;
    // Further tries of the same person that lack the same right are counted in one entry.
    let other = server.browser_of("collegien").await;
    let teacher = server.browser_of("enseignant").await;
    let form = announcement("Interdite");
    let deploy = serde_json::json!({ "form_key": form.key, "input": form.input });
    for (answer, asked, right) in [
        (pupil.get("/communications/nouvelle").await, "GET /communications/nouvelle", "create_communication"),
        (
            other.call("/api/communications/deploy", &deploy).await,
            "POST /api/communications/deploy",
            "create_communication",
        ),
        (pupil.get("/administration/journal").await, "GET /administration/journal", "administer_portal"),
        (
            teacher.post_form("/administration/comptes/1/lien", &[("identifiant", "x")]).await,
            "POST /administration/comptes/1/lien",
            "administer_portal",
        ),
    ] {
        assert_eq!(answer.status, 403, "{asked}: {}", answer.body);
        let rows = journal(&server).await;
        let noted = rows.iter().filter(|row| row.subject == asked).collect::<Vec<_>>();
        assert_eq!(noted.len(), 1, "{asked}: {rows:?}");
        let told = (noted[0].action.code(), noted[0].outcome.code(), noted[0].detail.as_str());
        assert_eq!(told, ("access", "refused", format!("right={right}").as_str()));
        assert_eq!(noted[0].address, "127.0.0.1");
        assert!(["eleve Martin", "collegien Martin", "enseignant Martin"].contains(&noted[0].actor.as_str()));
    }
    let before = journal(&server).await.len();
    for _ in 0..5 {
        assert_eq!(pupil.get("/administration/journal").await.status, 403);
    }
    assert_eq!(pupil.get("/communications/999999").await.status, 404);
    assert_eq!(
        journal(&server).await.len(),
        before,
        "knocking again is no news, and who looks for nothing is none"
    );
}
