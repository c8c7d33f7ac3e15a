//! What a sender sees of a message: in all, and school by school.

use super::{families, letter_of};
use crate::support::{World, for_each_url, note};
use backend::communications;
use domain::communications::{Acknowledgement, DeliveryState};

#[tokio::test]
async fn every_school_counts_its_own_readers() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let sender = world.actor("collectivite").await;
        let form = note("Sortie").to(families()).acknowledged(Acknowledgement::AnyGuardian);
        let id = sender.publishes(&form.copy_to_author()).await;
        for (name, columns) in [
            ("parent", "read_at = 1, acknowledged_at = 1"),
            ("eleve", "read_at = 1, covered_at = 1"),
            ("reunionnais", "read_at = 1"),
            // Their copy is nobody's receipt.
            ("collectivite", "read_at = 1, acknowledged_at = 1"),
        ] {
            let person = world.person(name).await;
            world.sql(&format!("UPDATE delivery SET {columns} WHERE person_id = {person}")).await;
        }
        let caller = sender.caller().await;
        let page = communications::sites(&world.backend, &caller, id, "", 1).await.expect("a page");
        let row = |uai: &str| page.rows.iter().find(|row| row.uai == uai).expect("a school").clone();
        for (uai, recipients, seen, acknowledged) in
            [("0570051W", 2, 2, 2), ("0570052X", 2, 1, 1), ("9740001A", 1, 1, 0)]
        {
            let row = row(uai);
            assert_eq!((row.recipients, row.delivered), (Some(recipients), Some(recipients)), "{uai}");
            assert_eq!((row.seen, row.acknowledged), (seen, Some(acknowledged)), "{uai}");
            assert_eq!(row.state, DeliveryState::Delivered);
        }
        let progress = sender.detail(id).await.expect("a page").message.expect("a message").progress;
        // The parent of two schools once.
        assert_eq!((progress.expected, progress.delivered), (Some(4), 4));
        assert_eq!((progress.opened, progress.acknowledged), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_asked_nobody_counts_it() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let sender = world.actor("cpe").await;
        let id = sender.publishes(&note("Info").to(families())).await;
        let caller = sender.caller().await;
        let page = communications::sites(&world.backend, &caller, id, "", 1).await.expect("a page");
        assert_eq!(page.rows[0].acknowledged, None);
    })
    .await;
}

/// A large message is counted once in five seconds, whoever looks.
#[tokio::test]
async fn the_figures_of_a_large_message_are_remembered_for_a_moment() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let sender = world.actor("cpe").await;
        let id = sender.publishes(&note("Grand").to(families())).await;
        let letter = letter_of(&world, id).await.id;
        world.sql(&format!("UPDATE message SET expected = 1000000 WHERE id = {letter}")).await;
        let opened =
            async || sender.detail(id).await.expect("a page").message.expect("a message").progress.opened;
        assert_eq!(opened().await, 0);
        world.sql(&format!("UPDATE delivery SET read_at = 1 WHERE message_id = {letter}")).await;
        assert_eq!(opened().await, 0);
        world.wait(5_000);
        assert_eq!(opened().await, 2);
    })
    .await;
}
