//! What a sender sees of a message: in total, and for each school.

use super::{families, letter_of};
use backend::communications;
use domain::communications::{Acknowledgement, DeliveryState, view::SitesFilter};
use testing::{World, both_engines, note};

#[both_engines]
async fn every_school_counts_its_own_readers(world: World) {
    let sender = world.actor("collectivite").await;
    let form = note("Sortie").to(families()).acknowledged(Acknowledgement::AnyGuardian);
    let id = sender.publishes(&form.copy_to_author()).await;
    for (name, columns) in [
        ("parent", "read_at = 1, acknowledged_at = 1"),
        ("eleve", "read_at = 1, covered_at = 1"),
        ("reunionnais", "read_at = 1"),
        // The author's copy does not count as a receipt.
        ("collectivite", "read_at = 1, acknowledged_at = 1"),
    ] {
        let person = world.person(name).await;
        world.sql(&format!("UPDATE delivery SET {columns} WHERE person_id = {person}")).await;
    }
    let caller = sender.caller().await;
    let page =
        communications::sites(&world.backend, &caller, id, &SitesFilter::default()).await.expect("a page");
    let row = |uai: &str| page.rows.iter().find(|row| row.uai == uai).expect("a school").clone();
    for (uai, recipients, seen, acknowledged) in
        [("0570051W", 2, 2, 2), ("0570052X", 2, 1, 1), ("9740001A", 1, 1, 0)]
    {
        let row = row(uai);
        assert_eq!((row.recipients, row.delivered), (Some(recipients), Some(recipients)), "{uai}");
        assert_eq!((row.seen, row.acknowledged), (seen, Some(acknowledged)), "{uai}");
        assert_eq!(row.state, DeliveryState::Delivered);
    }
    let progress =
        sender.detail(id).await.expect("a page").content.message().cloned().expect("a message").progress;
    // The parent of two schools once.
    assert_eq!((progress.expected, progress.delivered), (Some(4), 4));
    assert_eq!((progress.opened, progress.acknowledged), (3, 2));
}

#[both_engines]
async fn without_a_receipt_nothing_is_counted(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Info").to(families())).await;
    let caller = sender.caller().await;
    let page =
        communications::sites(&world.backend, &caller, id, &SitesFilter::default()).await.expect("a page");
    assert_eq!(page.rows[0].acknowledged, None);
}

/// A large message is counted at most every five seconds, for all viewers together.
#[both_engines]
async fn the_figures_of_a_large_message_are_cached(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Grand").to(families())).await;
    let letter = letter_of(&world, id).await.id;
    world.sql(&format!("UPDATE message SET expected = 1000000 WHERE id = {letter}")).await;
    let opened = async || {
        sender
            .detail(id)
            .await
            .expect("a page")
            .content
            .message()
            .cloned()
            .expect("a message")
            .progress
            .opened
    };
    assert_eq!(opened().await, 0);
    world.sql(&format!("UPDATE delivery SET read_at = 1 WHERE message_id = {letter}")).await;
    assert_eq!(opened().await, 0);
    world.wait(5_000);
    assert_eq!(opened().await, 2);
    world.wait(-5_000);
    assert_eq!(opened().await, 2, "the clock was set back, and nobody has unread it");
    world.sql(&format!("UPDATE delivery SET read_at = NULL WHERE message_id = {letter}")).await;
    world.is_restored().await;
    assert_eq!(opened().await, 0, "an older database was restored");
}

/// No event announces that somebody opened a message or acknowledged: the page polls.
#[both_engines]
async fn an_open_page_shows_new_readers_and_acknowledgements(world: World) {
    let sender = world.actor("cpe").await;
    let form = note("Suivi").to(families()).acknowledged(Acknowledgement::Each);
    let id = sender.publishes(&form).await;
    let letter = letter_of(&world, id).await.id;
    let look = async || {
        let caller = sender.caller().await;
        communications::version_of(&world.backend, &caller, id).await.expect("a version")
    };
    let shown = sender.detail(id).await.expect("a page").version;
    let (before, again) = look().await;
    assert_eq!(before, shown, "a page that was just loaded is up to date");
    assert!(again.0 - world.backend.clock.now().0 <= 5_000, "it is not checked for long");

    let reader = world.actor("eleve").await;
    reader.opens(letter).await.expect("a message");
    let (opened, _) = look().await;
    assert_ne!(opened, before);
    reader.takes_note(letter).await.expect("noted");
    let (noted, _) = look().await;
    assert_ne!(noted, opened);
    assert_eq!(sender.detail(id).await.expect("a page").version, noted);
}
