//! Signing out from both sides.

use std::num::NonZeroU32;

use backend::{Services, outbound::Outbound};
use domain::providers::Protocol;
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::json;
use testing_server::{Answer, OnDatabase, Server, both_engines, databases::on_migrated_sqlite_url};

use super::{
    Scene, has_session, keep,
    provider::{Provider, Twist, forged, signed},
    query,
};

impl Scene {
    /// The provider's server sends a logout message.
    async fn is_told(&self, token: &str) -> u16 {
        self.is_told_from("192.0.2.1", token).await
    }

    /// From this address, if the server trusts the proxy in front of it.
    async fn is_told_from(&self, address: &str, token: &str) -> u16 {
        let path = format!("/connexion/deconnexion-fournisseur/{}", self.id);
        let request = self.server.anonymous().bare(Method::POST, &path).header("x-forwarded-for", address);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Answer::of(request.body(format!("logout_token={token}"))).await.status
    }
}

#[both_engines]
async fn who_signs_out_here_signs_out_there(scene: Scene) {
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    browser.opens_its_account().await;
    let answer = browser.post_form("/deconnexion", &[]).await;
    assert_eq!(answer.status, 200, "a page that goes on by itself: {}", answer.body);
    let refresh =
        answer.header("refresh").and_then(|refresh| refresh.strip_prefix("0; url=")).expect("a way");
    let asked = query(refresh);
    assert!(refresh.starts_with(&scene.provider.issuer()));
    assert_eq!(asked["kept"], "1", "the provider's own query stays");
    assert_eq!(asked["post_logout_redirect_uri"], format!("{}/connexion/deconnecte", browser.origin));
    assert!(asked["id_token_hint"].split('.').count() == 3 && asked["state"].len() >= 32);
    keep(&mut browser, &answer);
    assert!(!has_session(&browser) && scene.name(&browser).await.is_none(), "signed out here already");
    let back = format!("/connexion/deconnecte?state={}", asked["state"]);
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/connexion?fait=deconnexion"));
    assert_eq!(scene.server.anonymous().get(&back).await.location(), "/connexion", "not this browser's");

    // An own account is not sent anywhere.
    let own = scene.server.browser_of("direction").await;
    assert_eq!(own.post_form("/deconnexion", &[]).await.location(), "/connexion");
}

#[tokio::test]
async fn who_does_not_wait_for_a_provider_that_hangs_is_signed_out_here() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let mut browser = scene.server.anonymous();
        scene.signs_in(&mut browser).await;
        browser.opens_its_account().await;
        // What a provider says about itself is asked again after an hour.
        scene.server.world.wait(61 * 60_000);
        scene.provider.inside().twist = Twist::Hanging;
        let asked = async {
            while scene.provider.inside().described < 2 {
                tokio::task::yield_now().await;
            }
        };
        // The browser goes away as soon as the provider is asked.
        tokio::select! {
            _ = browser.post_form("/deconnexion", &[]) => panic!("the provider was not waited for"),
            () = asked => {}
        }
        assert!(scene.name(&browser).await.is_none());
        assert_eq!(scene.server.world.number("SELECT COUNT(*) FROM provider_session").await, Some(0));
    })
    .await;
}

#[both_engines]
async fn a_logout_message_ends_its_session_once(scene: Scene) {
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    let other = scene.server.browser_of("direction").await;
    let provider = &scene.provider;
    let now = testing_server::at(testing_server::NOW).0 / 1_000;
    let event = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    let plain = json!({ "iss": provider.issuer(), "aud": "porte-voix", "iat": now, "jti": "x", "sub": "eleve",
        "events": event });
    for (why, token) in [
        ("nothing", String::new()),
        ("unsigned", forged(&plain, "none")),
        ("a shared secret", forged(&plain, "HS256")),
        ("a foreign key", signed(&plain, 99, "logout+jwt")),
        ("another service", provider.logout_token(|claims| claims["aud"] = json!("another"))),
        ("another issuer", provider.logout_token(|claims| claims["iss"] = json!("https://evil.example"))),
        ("old", provider.logout_token(|claims| claims["iat"] = json!(now - 3_600))),
        ("over", provider.logout_token(|claims| claims["exp"] = json!(now - 120))),
        ("no number", provider.logout_token(|claims| drop(claims.remove("jti")))),
        ("a text that no database holds", provider.logout_token(|claims| claims["sub"] = json!("el\0eve"))),
        (
            "an identity token",
            provider.logout_token(|claims| drop(claims.insert("nonce".to_owned(), json!("n")))),
        ),
        ("another event", provider.logout_token(|claims| claims["events"] = json!({}))),
        ("not listed", provider.logout_token(|claims| claims["events"] = json!("x"))),
    ] {
        if why == "another service" {
            // Whoever is named wrongly is not signed out.
            assert!(scene.name(&browser).await.is_some());
        }
        assert_eq!(scene.is_told(&token).await, 400, "{why}");
    }
    assert!(scene.name(&browser).await.is_some(), "none of them ended anything");

    let right = provider.logout_token(|_| {});
    assert_eq!(scene.is_told(&right).await, 200);
    assert!(scene.name(&browser).await.is_none(), "the session is over");
    assert_eq!(other.get("/mon-compte").await.status, 200, "and no other");
    // A later session of the same name is not ended by the same message.
    provider.inside().later = 1;
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    assert_eq!(scene.is_told(&right).await, 400, "each counts once");
    assert!(scene.name(&browser).await.is_some());
    // Without a session's name, all of the person's end.
    let of_person = provider.logout_token(|claims| {
        claims.remove("sid");
        claims["jti"] = json!("message-2");
    });
    assert_eq!(scene.is_told(&of_person).await, 200);
    assert!(scene.name(&browser).await.is_none());
    // A session whose identity token had no name ends with its person's.
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    scene.server.world.sql("UPDATE provider_session SET sid = NULL").await;
    for (jti, subject, over) in [("message-3", "parent", false), ("message-4", "eleve", true)] {
        let message = provider.logout_token(|claims| {
            claims["jti"] = json!(jti);
            claims["sub"] = json!(subject);
        });
        assert_eq!(scene.is_told(&message).await, 200);
        assert_eq!(scene.name(&browser).await.is_none(), over, "{subject}");
    }
}

#[both_engines]
async fn a_provider_that_says_nothing_of_itself_ends_its_sessions_all_the_same(scene: Scene) {
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    // What a provider says about itself is asked again after an hour.
    let world = &scene.server.world;
    world.wait(61 * 60_000);
    scene.provider.inside().twist = Twist::Failing;
    assert!(scene.name(&browser).await.is_some());
    let now = world.backend.clock.now().0 / 1_000;
    let message = scene.provider.logout_token(|claims| {
        claims["iat"] = json!(now);
        claims["exp"] = json!(now + 120);
    });
    assert_eq!(scene.is_told(&message).await, 200);
    assert_eq!(scene.provider.inside().described, 2, "it was asked");
    assert!(scene.name(&browser).await.is_none());
}

#[both_engines]
async fn a_message_that_overtakes_its_sign_in_ends_what_arrives(scene: Scene) {
    let by_subject = |claims: &mut serde_json::Map<String, serde_json::Value>| {
        claims.remove("sid");
        claims["jti"] = json!("message-2");
    };
    let messages = [scene.provider.logout_token(|_| {}), scene.provider.logout_token(by_subject)];
    for (message, seconds) in messages.iter().zip([0, 1]) {
        // Made at the moment of the message or before, then after it.
        assert_eq!(scene.is_told(message).await, 200);
        scene.provider.inside().later = seconds;
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303);
        assert_eq!(scene.name(&browser).await.is_some(), seconds == 1, "{seconds}");
    }
    // Some minutes later it is forgotten.
    scene.provider.inside().later = 0;
    scene.server.world.sql("UPDATE provider_logout SET ends_at = 0").await;
    let mut browser = scene.server.anonymous();
    scene.signs_in(&mut browser).await;
    assert!(scene.name(&browser).await.is_some());
}

#[tokio::test]
async fn forged_messages_cost_one_call_and_delay_nobody() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303);
        let forged = signed(&json!({ "sub": "eleve" }), 99, "logout+jwt");
        scene.server.world.wait(31_000);
        scene.provider.inside().twist = Twist::Failing;
        for _ in 0..3 {
            assert_eq!(scene.is_told(&forged).await, 400);
        }
        assert_eq!(scene.provider.inside().keys_read, 2, "asked once more, though it failed");

        // Whoever signs in meanwhile does not wait for a call that nothing comes of.
        scene.server.world.wait(31_000);
        scene.provider.inside().twist = Twist::Hanging;
        let start = format!("/connexion/fournisseur/{}", scene.id);
        let begins = async {
            while scene.provider.inside().keys_read < 3 {
                tokio::task::yield_now().await;
            }
            scene.server.anonymous().get(&start).await
        };
        tokio::select! {
            _ = scene.is_told(&forged) => panic!("the message was answered first"),
            answer = begins => assert_eq!(answer.status, 303, "{}", answer.body),
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_messages_block_only_their_own_address() {
    on_migrated_sqlite_url(async |url| {
        let loopback = ["127.0.0.0/8".parse().expect("a network")];
        let services = Services { outbound: Outbound::new(&loopback), ..Services::default() };
        let server = Server::start_with_services(url, services, None, |settings| {
            settings.public_url = Some(format!("http://{}", settings.address));
            settings.trusted_proxies = vec!["127.0.0.1/32".parse().expect("a network")];
            settings.forms_per_second = NonZeroU32::MIN;
        })
        .await;
        let provider = Provider::start().await;
        let id = server.world.provider("Mon ENT", Protocol::Oidc, &provider.issuer()).save().await;
        let cas = server.world.provider("CAS", Protocol::Cas, "http://127.0.0.1:9/cas").save().await;
        let scene = Scene { server, provider, id };
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303);

        let right = scene.provider.logout_token(|_| {});
        let forged = signed(&json!({ "sub": "eleve" }), 99, "logout+jwt");
        let stranger = "198.51.100.1";
        let mut answers = Vec::new();
        while answers.last() != Some(&429) && answers.len() < 1_000 {
            answers.push(scene.is_told_from(stranger, &forged).await);
        }
        assert_eq!(answers.first(), Some(&400));
        assert_eq!(answers.last(), Some(&429), "there is a limit");
        assert!(scene.name(&browser).await.is_some());
        assert_eq!(scene.is_told(&right).await, 200, "the provider's own server is not concerned");
        assert!(scene.name(&browser).await.is_none());

        // Tickets that opened nothing count likewise.
        let unknown = "logoutRequest=%3Cp%3ALogoutRequest%20xmlns%3Ap%3D%22urn%3Aoasis%3Anames%3Atc%3ASAML\
                       %3A2.0%3Aprotocol%22%3E%3Cp%3ASessionIndex%3EST-1-x%3C%2Fp%3ASessionIndex%3E\
                       %3C%2Fp%3ALogoutRequest%3E";
        let mut answers = Vec::new();
        while answers.last() != Some(&429) && answers.len() < 1_000 {
            let request = scene.server.anonymous().bare(Method::POST, &format!("/connexion/cas/{cas}"));
            let request = request.header("x-forwarded-for", "198.51.100.2");
            let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            answers.push(Answer::of(request.body(unknown)).await.status);
        }
        assert_eq!((answers.first(), answers.last()), (Some(&204), Some(&429)));
    })
    .await;
}
