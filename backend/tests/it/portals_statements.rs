//! Statements that are not accepted, each with the reason that stands on the portal's page.

use backend::portals::Exchanged;
use domain::{
    PortalId,
    portals::{Refused, SigningAlgorithm},
};
use serde_json::{Value, json};
use testing::{SigningPortal, World, on_sqlite_url};

use crate::portals::Scene;

/// Changes a good statement so that it must be refused.
type Change = fn(&mut Value);

const CHANGES: [(&str, Change, Refused); 14] = [
    ("expired", |claims| later(claims, -200), Refused::Expired),
    ("from the future", |claims| later(claims, 61), Refused::Future),
    (
        "not yet",
        |claims| claims["nbf"] = json!(claims["iat"].as_i64().unwrap_or_default() + 61),
        Refused::Future,
    ),
    ("some day", |claims| claims["nbf"] = json!("bientôt"), Refused::Claims),
    (
        "too long",
        |claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap_or_default() + 301),
        Refused::TooLong,
    ),
    ("another audience", |claims| claims["aud"] = json!("https://autre.example"), Refused::Audience),
    ("several others", |claims| claims["aud"] = json!(["a", "b"]), Refused::Audience),
    ("nobody", |claims| claims["sub"] = json!("personne"), Refused::UnknownSubject),
    ("no subject", |claims| claims["sub"] = json!(""), Refused::Claims),
    ("a number as subject", |claims| claims["sub"] = json!(7), Refused::Claims),
    ("no number", |claims| claims["jti"] = json!(""), Refused::Claims),
    (
        "without jti",
        |claims| drop(claims.as_object_mut().and_then(|claims| claims.remove("jti"))),
        Refused::Claims,
    ),
    ("a word as time", |claims| claims["exp"] = json!("bientôt"), Refused::Claims),
    (
        "without exp",
        |claims| drop(claims.as_object_mut().and_then(|claims| claims.remove("exp"))),
        Refused::Claims,
    ),
];

fn later(claims: &mut Value, seconds: i64) {
    for name in ["iat", "exp"] {
        claims[name] = json!(claims[name].as_i64().unwrap_or_default() + seconds);
    }
}

#[tokio::test]
async fn a_wrong_statement_is_refused_with_its_reason() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let scene = Scene::of(world).await;
        let now = scene.backend().clock.now().0 / 1_000;
        for (what, change, why) in CHANGES {
            let mut claims = scene.portal.claims("eleve", now);
            change(&mut claims);
            assert_eq!(scene.exchanges(&scene.portal.signs(&claims)).await, Exchanged::Refused, "{what}");
            assert_eq!(scene.reasons(scene.id).await[0].0, why, "{what}");
            scene.world.wait(1);
        }
        // The number of seconds by which the portal's clock is ahead stands there.
        assert!(scene.reasons(scene.id).await.iter().any(|row| row.0 == Refused::Future && row.1 == "61"));
        let foreign = SigningPortal::new("autre", SigningAlgorithm::EdDsa);
        assert_eq!(scene.exchanges(&foreign.states(&scene.world, "eleve")).await, Exchanged::Refused);
        assert_eq!(scene.reasons(PortalId(0)).await[0].0, Refused::UnknownIssuer);
        // None of them used anything up.
        assert_eq!(scene.world.number("SELECT COUNT(*) FROM widget_token").await, Some(0));
    })
    .await;
}

#[tokio::test]
async fn a_key_counts_with_its_own_algorithm_only() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let scene = Scene::of(world).await;
        let world = &scene.world;
        let claims = scene.portal.claims("eleve", scene.backend().clock.now().0 / 1_000);
        let with_header = |header: Value, signature: &str| {
            let part = |value: &Value| base64_url(value.to_string().as_bytes());
            format!("{}.{}.{signature}", part(&header), part(&claims))
        };
        let signed = scene.portal.signs(&claims);
        let signature = signed.rsplit('.').next().unwrap_or_default();
        for (header, signature, why) in [
            (json!({"alg": "none"}), "", Refused::Algorithm),
            (json!({"alg": "None", "kid": "ent-1"}), signature, Refused::Algorithm),
            (json!({"alg": "HS256", "kid": "ent-1"}), signature, Refused::Algorithm),
            (json!({"alg": "ES256", "kid": "ent-1"}), signature, Refused::Algorithm),
            (json!({"alg": "EdDSA", "kid": "ent-2"}), signature, Refused::UnknownKey),
            (
                json!({"alg": "EdDSA", "kid": "ent-1", "crit": ["b64"], "b64": false}),
                signature,
                Refused::Malformed,
            ),
            (json!({"alg": "EdDSA"}), "", Refused::Signature),
        ] {
            let statement = with_header(header.clone(), signature);
            assert_eq!(scene.exchanges(&statement).await, Exchanged::Refused, "{header}");
            assert_eq!(scene.reasons(scene.id).await[0].0, why, "{header}");
            world.wait(1);
        }
        // The public key as a shared secret.
        let shared = testing::signed_with_public_key(&scene.portal, &claims);
        assert_eq!(scene.exchanges(&shared).await, Exchanged::Refused);
        assert_eq!(scene.reasons(scene.id).await[0].0, Refused::Algorithm);
        // Another key with the same name.
        let thief = scene.portal.with_new_key("ent-1");
        assert_eq!(scene.exchanges(&thief.states(world, "eleve")).await, Exchanged::Refused);
        assert!(scene.reasons(scene.id).await.iter().any(|row| row.0 == Refused::Signature));
        for algorithm in [SigningAlgorithm::Es256, SigningAlgorithm::Rs256] {
            let portal = SigningPortal::new(algorithm.code(), algorithm);
            world.registers(&scene.admin, &portal).await;
            let answer = scene.exchanges(&portal.states(world, "eleve")).await;
            assert!(matches!(answer, Exchanged::Token(_)), "{algorithm:?}");
        }
    })
    .await;
}

/// Whatever is sent, the answer is a refusal and not an error.
#[tokio::test]
async fn no_changed_statement_is_accepted() {
    use rand::{RngExt as _, SeedableRng as _};
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let scene = Scene::of(world).await;
        let good = scene.portal.states(&scene.world, "eleve").into_bytes();
        let mut dice = rand::rngs::StdRng::seed_from_u64(27);
        let letters = b"abcXYZ019-_.={}\"\\ \x00\xff";
        for round in 0..600 {
            let mut bytes = good.clone();
            for _ in 0..dice.random_range(1..4) {
                let at = dice.random_range(0..bytes.len());
                match dice.random_range(0..4) {
                    0 => bytes[at] = letters[dice.random_range(0..letters.len())],
                    1 => drop(bytes.remove(at)),
                    2 => bytes.insert(at, letters[dice.random_range(0..letters.len())]),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            if bytes == good {
                continue;
            }
            let text = String::from_utf8_lossy(&bytes);
            assert_eq!(scene.exchanges(&text).await, Exchanged::Refused, "round {round}: {text}");
        }
        let long = "a".repeat(100_000);
        for wrong in ["", ".", "..", "...", "e30.e30.", "e30.e30.e30", "bnVsbA.bnVsbA.", &long] {
            assert_eq!(scene.exchanges(wrong).await, Exchanged::Refused, "{wrong:.20}");
        }
        assert!(matches!(scene.exchanges(&String::from_utf8_lossy(&good)).await, Exchanged::Token(_)));
    })
    .await;
}

fn base64_url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
