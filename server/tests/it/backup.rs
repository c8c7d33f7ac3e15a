//! `portevoix backup` and `portevoix restore`, beside a portal that serves.

use testing_server::{World, announcement, both_engines, on_postgres_url, on_sqlite_url};

use crate::process::{Portal, run, said};

#[both_engines]
async fn a_portal_is_served_from_the_restored_backup_that_was_made_while_it_served(url: &str) {
    if url.starts_with("postgres") {
        on_postgres_url(async |other| there_and_back(url, other).await).await;
    } else {
        on_sqlite_url(async |other| there_and_back(url, other).await).await;
    }
}

async fn there_and_back(url: &str, other: &str) {
    let world = World::new(url).await;
    world.actor("enseignant").await.publishes(&announcement("Réunion")).await;
    let portal = Portal::start(url, &[]);
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("sauvegarde").to_string_lossy().into_owned();

    let inside = portal.folder().join("files/sauvegarde").to_string_lossy().into_owned();
    for command in ["backup", "restore"] {
        let refused = run(&[command, &inside], url, portal.folder());
        assert!(
            !refused.status.success() && said(&refused).contains("attachments_url"),
            "{}",
            said(&refused)
        );
    }
    let made = run(&["backup", &target], url, portal.folder());
    assert!(made.status.success() && said(&made).contains("Backup finished in"), "{}", said(&made));
    let ready = reqwest::get(format!("{}/health/ready", portal.origin)).await.expect("an answer");
    assert_eq!(ready.status().as_u16(), 200, "the portal serves on");

    let place = root.path().join("place");
    let trial = run(&["restore", "--dry-run", &target], other, &place);
    assert!(
        trial.status.success() && said(&trial).contains("can be restored; nothing was changed"),
        "{}",
        said(&trial)
    );
    let refused = run(&["serve"], other, &place);
    assert!(!refused.status.success(), "nothing is there yet: {}", said(&refused));
    let done = run(&["restore", &target], other, &place);
    assert!(done.status.success() && said(&done).contains("has been restored"), "{}", said(&done));
    let over = run(&["restore", &target], url, portal.folder());
    assert!(!over.status.success() && said(&over).contains("nothing was changed"), "{}", said(&over));

    let store = place.join("files").to_string_lossy().into_owned();
    let restored = Portal::start(other, &["--attachments-url", &store]);
    let ready = reqwest::get(format!("{}/health/ready", restored.origin)).await.expect("an answer");
    assert_eq!(ready.status().as_u16(), 200);
    restored.stop().await;
    portal.stop().await;
}
