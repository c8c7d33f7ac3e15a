//! Once a cancellation is committed, nothing is delivered.

use std::sync::Arc;

use super::{families, letter_of, readers, status, step, take, written};
use backend::delivery::Step;
use domain::communications::Status;
use testing::{World, both_engines, everybody, note};

#[both_engines]
async fn a_message_cancelled_before_its_time_is_never_delivered(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Demain").to(families()).later("2026-10-06", "07:30")).await;
    sender.cancel(id).await.expect("cancelled");
    world.set_clock("2026-10-07T08:00:00Z");
    world.publish().await;
    assert_eq!(status(sender, id).await, Status::Cancelled);
    let row = letter_of(&world, id).await;
    assert_eq!((row.sent_at, row.fence), (None, 1));
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery").await, Some(0));
}

#[both_engines]
async fn cancelled_at_fifty_instants(world: World) {
    let sender = world.actor("collectivite").await;
    for instant in 0..50_usize {
        let id = sender.sends(&note(&format!("Annulé {instant}")).to([everybody()])).await;
        let run = take(&world).await;
        // Before the recipients are known, in the middle, and after the last one.
        for _ in 0..instant % 20 {
            step(&world, &run).await;
        }
        if instant >= 20 {
            // Some people have read it before the cancellation.
            let message = letter_of(&world, id).await;
            let sql = format!(
                "UPDATE delivery SET read_at = 1 WHERE message_id = {} AND person_id <= {} AND person_id % 2 = 0",
                message.id, message.reached
            );
            world.sql(&sql).await;
        }
        let owed = letter_of(&world, id).await.id;
        let copy = format!(
            "INSERT INTO job (kind, key, subject_id, person_id, created_at, due_at) \
                 VALUES ('mail', 'test-{owed}', {owed}, 1, 0, 0)"
        );
        world.sql(&copy).await;
        sender.cancel(id).await.expect("cancelled");
        let after = written(&world).await;
        assert_eq!(step(&world, &run).await, Step::Lost);
        world.wait(60_000);
        let mine = |written: &super::Written| {
            let rows = written.deliveries.iter().filter(|row| row.message_id == owed).cloned();
            (written.messages.iter().find(|row| row.id == owed).cloned(), rows.collect::<Vec<_>>())
        };
        world.publish().await;
        assert_eq!(mine(&written(&world).await), mine(&after), "{instant}");
        let unread = format!(
            "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND subject_id = {owed} AND done_at IS NULL"
        );
        assert_eq!(world.number(&unread).await, Some(0));
        let seen = readers(&world, owed).await.len();
        let read = format!("SELECT COUNT(*) FROM delivery WHERE message_id = {owed} AND read_at IS NOT NULL");
        assert_eq!(i64::try_from(seen).ok(), world.number(&read).await, "read ones stay, unread ones go");
    }
}

#[both_engines(flavor = "multi_thread")]
async fn cancelled_while_another_process_delivers(world: World) {
    let sender = world.actor("collectivite").await;
    let second = world.second_process().await;
    for round in 0..12 {
        let id = sender.sends(&note(&format!("Course {round}")).to([everybody()])).await;
        let message = letter_of(&world, id).await.id;
        let run = take(&world).await;
        let delivering = {
            let second = Arc::clone(&second);
            tokio::spawn(async move { while run.step(&second).await.expect("a step") == Step::Went {} })
        };
        for _ in 0..round * 40 {
            tokio::task::yield_now().await;
        }
        sender.cancel(id).await.expect("cancelled");
        let at_once = letter_of(&world, id).await;
        assert_eq!(readers(&world, message).await, Vec::<String>::new());
        delivering.await.expect("no panic");
        assert_eq!(letter_of(&world, id).await, at_once, "round {round}");
    }
    world.publish().await;
}

#[both_engines]
async fn a_delivered_message_can_be_cancelled_too_and_again(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Trop tard ?").to(families())).await;
    let row = letter_of(&world, id).await;
    assert!(sender.detail(id).await.expect("a page").may_cancel);
    let parent = world.person("parent").await;
    world.sql(&format!("UPDATE delivery SET read_at = 1 WHERE person_id = {parent}")).await;
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(readers(&world, row.id).await, ["parent"]);
    let once = written(&world).await;
    world.wait(5_000);
    sender.cancel(id).await.expect("cancelled once");
    assert_eq!(written(&world).await, once);
    assert!(!sender.detail(id).await.expect("a page").may_cancel);
    let withdrawn = letter_of(&world, id).await;
    world.publish().await;
    assert_eq!(letter_of(&world, id).await, withdrawn);
    assert_eq!(readers(&world, row.id).await, ["parent"]);
}
