//! What a provider does wrong signs nobody in, and says why.

use domain::providers::Protocol;
use testing_server::{OnDatabase, both_engines, databases::on_migrated_sqlite_url};

use super::{Scene, has_session, keep, provider::Twist, query};

#[tokio::test]
async fn a_wrong_answer_signs_nobody_in() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        for twist in [
            Twist::Nonce,
            Twist::Audience,
            Twist::Issuer,
            Twist::Expired,
            Twist::Future,
            Twist::Unsigned,
            Twist::PublicKeyAsSecret,
            Twist::ForeignKey,
            Twist::OtherName,
            Twist::OtherSubject,
            Twist::IssParameter,
        ] {
            let mut browser = scene.server.anonymous();
            let away = scene.begins(&mut browser, "/agenda").await;
            scene.provider.inside().twist = twist;
            let answer = browser.get(&scene.provider.authorises(&away)).await;
            scene.provider.inside().twist = Twist::Nothing;
            assert_eq!(answer.status, 502, "{twist:?}: {}", answer.body);
            assert!(answer.body.contains("n’a pas abouti"), "{twist:?}: {}", answer.body);
            keep(&mut browser, &answer);
            assert!(!has_session(&browser), "{twist:?}");
        }
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303, "the provider is right again");
    })
    .await;
}

#[tokio::test]
async fn a_failing_provider_does_not_prevent_signing_in_with_an_own_account() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        scene.server.world.account("direction").await;
        let start = format!("/connexion/fournisseur/{}", scene.id);
        for (twist, status) in [(Twist::Html, 502), (Twist::Failing, 503)] {
            scene.provider.inside().twist = twist;
            let answer = scene.server.anonymous().get(&start).await;
            assert_eq!(answer.status, status, "{twist:?}");
            assert!(answer.body.contains("mot_de_passe"), "the other way in is on the page");
            // For a moment, nobody else waits for it.
            scene.server.world.wait(10_000);
        }
        let mut own = scene.server.anonymous();
        assert_eq!(own.signs_in("direction", testing_server::PASSWORD).await.status, 303);
        // Between the two halves of a sign-in as well.
        scene.provider.inside().twist = Twist::Nothing;
        let mut browser = scene.server.anonymous();
        let away = scene.begins(&mut browser, "").await;
        let back = scene.provider.authorises(&away);
        scene.provider.inside().twist = Twist::Failing;
        assert_eq!(browser.get(&back).await.status, 502, "no data at the token's address");
        let refused = format!("/connexion/retour/{}?error=access_denied&state=x", scene.id);
        let refused = scene.server.anonymous().get(&refused).await;
        assert_eq!(refused.status, 400);
    })
    .await;
}

#[tokio::test]
async fn a_rotated_key_is_found() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303);
        scene.provider.inside().key = 2;
        // Within half a minute keys are not read again, however many tokens name an unknown one.
        for _ in 0..3 {
            let mut browser = scene.server.anonymous();
            assert_eq!(scene.signs_in(&mut browser).await.status, 502);
        }
        assert_eq!(scene.provider.inside().keys_read, 1);
        scene.server.world.wait(31_000);
        let mut browser = scene.server.anonymous();
        assert_eq!(scene.signs_in(&mut browser).await.status, 303, "the new key was read");
        assert_eq!(scene.provider.inside().keys_read, 2);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_withdrawn_signs_nobody_in() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let signs_in = async || {
            let mut browser = scene.server.anonymous();
            scene.signs_in(&mut browser).await.status
        };
        for named in [true, false] {
            scene.provider.inside().named = named;
            scene.provider.inside().key += 1;
            scene.server.world.wait(31_000);
            assert_eq!(signs_in().await, 303, "the new key was read");
            let old = scene.provider.inside().key - 1;
            scene.provider.inside().withdrawn = Some(old);
            assert_eq!(signs_in().await, 502, "the key before, named: {named}");
            scene.server.world.wait(31_000);
            assert_eq!(signs_in().await, 502, "also when keys are read once more");
            scene.provider.inside().withdrawn = None;
            assert_eq!(signs_in().await, 303, "the provider itself is unharmed");
        }
    })
    .await;
}

#[tokio::test]
async fn keys_without_a_name_are_all_tried_and_can_be_rotated() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        scene.provider.inside().named = false;
        let signs_in = async || {
            let mut browser = scene.server.anonymous();
            scene.signs_in(&mut browser).await.status
        };
        assert_eq!(signs_in().await, 303, "two keys are published");
        scene.provider.inside().key = 2;
        assert_eq!(signs_in().await, 502, "they were read a moment ago");
        scene.server.world.wait(31_000);
        assert_eq!(signs_in().await, 303, "the new key was read");
        assert_eq!(scene.provider.inside().keys_read, 2);
        scene.provider.inside().twist = Twist::ForeignKey;
        for _ in 0..3 {
            assert_eq!(signs_in().await, 502);
        }
        assert_eq!(scene.provider.inside().keys_read, 2, "forgers make us ask no more often");
    })
    .await;
}

#[tokio::test]
async fn a_token_that_names_its_key_fits_keys_without_a_name() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        {
            let mut inside = scene.provider.inside();
            inside.named = false;
            inside.token_names = Some(true);
        }
        let signs_in = async || {
            let mut browser = scene.server.anonymous();
            scene.signs_in(&mut browser).await.status
        };
        assert_eq!(signs_in().await, 303, "the published keys have no names");
        assert_eq!(scene.provider.inside().keys_read, 1, "nothing had to be asked again");
        scene.provider.inside().key = 2;
        assert_eq!(signs_in().await, 502, "they were read a moment ago");
        scene.server.world.wait(31_000);
        assert_eq!(signs_in().await, 303, "the new key was read");
        assert_eq!(scene.provider.inside().keys_read, 2);
        scene.provider.inside().twist = Twist::ForeignKey;
        scene.server.world.wait(31_000);
        assert_eq!(signs_in().await, 502, "a key that is not published");
        assert_eq!(scene.provider.inside().keys_read, 3, "asked once more, as after a change of keys");
    })
    .await;
}

#[both_engines]
async fn who_is_not_one_person_of_the_directory_reads_what_to_do(scene: Scene) {
    scene.server.world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'collegien'").await;
    for (subject, sentence) in [
        ("nobody", "L’annuaire de Porte-voix ne vous connaît pas."),
        ("collegien", "Vous n’êtes plus dans l’annuaire."),
    ] {
        subject.clone_into(&mut scene.provider.inside().subject);
        let mut browser = scene.server.anonymous();
        let answer = scene.signs_in(&mut browser).await;
        assert_eq!(answer.status, 403);
        assert!(answer.body.contains(sentence), "{}", answer.body);
        assert!(!has_session(&browser));
    }
}

#[both_engines]
async fn a_name_that_no_database_holds_signs_nobody_in(scene: Scene) {
    "el\0eve".clone_into(&mut scene.provider.inside().subject);
    let mut browser = scene.server.anonymous();
    let answer = scene.signs_in(&mut browser).await;
    assert_eq!(answer.status, 502, "{}", answer.body);
    assert!(answer.body.contains("n’a pas abouti"), "{}", answer.body);
    assert!(!has_session(&browser));
}

#[both_engines]
async fn a_name_that_no_index_holds_signs_nobody_in(scene: Scene) {
    // The directory knows the person by another claim.
    let world = &scene.server.world;
    world.sql("UPDATE person SET external_id = '9001' WHERE external_id = 'eleve'").await;
    world.sql("UPDATE provider SET claim = 'ENTPersonJointure'").await;
    // An index compresses what repeats.
    let noise = (1..1_000_u32).map(|number| number.wrapping_mul(2_654_435_761));
    let long = noise.fold(String::new(), |text, number| text + &format!("{number:08x}"));
    for (subject, status) in [(long, 502), ("a".repeat(255), 303)] {
        scene.provider.inside().subject = subject;
        let mut browser = scene.server.anonymous();
        let answer = scene.signs_in(&mut browser).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(has_session(&browser), status == 303);
    }
}

#[tokio::test]
async fn a_provider_that_hangs_or_is_gone_is_said_to_be() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        scene.provider.inside().twist = Twist::Hanging;
        let start = format!("/connexion/fournisseur/{}", scene.id);
        // Whoever comes meanwhile waits for the same call, and no longer.
        let (first, second) = (scene.server.anonymous(), scene.server.anonymous());
        let (first, second) = tokio::join!(first.get(&start), second.get(&start));
        for answer in [first, second] {
            assert_eq!(answer.status, 503);
            assert!(answer.body.contains("Mon ENT ne répond pas."), "{}", answer.body);
            assert_eq!(answer.header("retry-after"), Some("60"));
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let gone = format!("http://{}", port.local_addr().expect("an address"));
        drop(port);
        let id = scene.server.world.provider("Disparu", Protocol::Oidc, &gone).save().await;
        let answer = scene.server.anonymous().get(&format!("/connexion/fournisseur/{id}")).await;
        assert_eq!(answer.status, 503);
        assert!(answer.body.contains("Disparu ne répond pas."), "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn who_gives_up_there_or_was_somebody_else_here_is_not_mixed_up() {
    on_migrated_sqlite_url(async |url| {
        let scene = Scene::open(url).await;
        let mut browser = scene.server.anonymous();
        let away = scene.begins(&mut browser, "").await;
        let (state, issuer) = (query(&away)["state"].clone(), scene.provider.issuer());
        let back = [("error", "access_denied"), ("state", state.as_str()), ("iss", issuer.as_str())];
        let answer = browser.get(&app::address(&format!("/connexion/retour/{}", scene.id), &back)).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains("La connexion a été abandonnée."), "{}", answer.body);
        assert!(
            answer.body.contains("<title>Erreur\u{a0}: Connexion – Porte-voix</title>"),
            "{}",
            answer.body
        );
        keep(&mut browser, &answer);

        scene.signs_in(&mut browser).await;
        let pupil = browser.clone();
        "parent".clone_into(&mut scene.provider.inside().subject);
        assert_eq!(scene.signs_in(&mut browser).await.status, 303, "another person at the same computer");
        assert!(scene.name(&pupil).await.is_none(), "the session of the first one is closed");
        let sessions = "SELECT COUNT(*) FROM session s JOIN person p ON p.id = s.person_id \
                        WHERE p.external_id = 'parent'";
        assert_eq!(scene.server.world.number(sessions).await, Some(1));
    })
    .await;
}
