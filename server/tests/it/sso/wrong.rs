//! What a provider does wrong signs nobody in, and says why.

use testing_server::{OnDatabase, both_engines, databases::on_migrated_sqlite_url};

use super::{Scene, has_session, keep, provider::Twist};

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
async fn a_provider_in_trouble_keeps_nobody_from_an_own_account() {
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
        let refused = scene.server.anonymous().get("/connexion/retour?error=access_denied&state=x").await;
        assert_eq!(refused.status, 400);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_turned_over_is_found() {
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
