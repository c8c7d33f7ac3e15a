//! Counters that disagree with the rows are corrected.

use super::{LEASE_MS, families, letter_of, readers, step, take, written};
use backend::delivery::{Run, Step, reconcile};
use domain::time::Millis;
use testing::{World, both_engines, deliver_next, everybody, note};

#[both_engines]
async fn wrong_counters_are_corrected_and_right_ones_unchanged(world: World) {
    let sender = world.actor("collectivite").await;
    let done = sender.publishes(&note("Fini").to(families())).await;
    let half = sender.sends(&note("À moitié").to([everybody()]).copy_to_author()).await;
    let run = take(&world).await;
    for _ in 0..4 {
        step(&world, &run).await;
    }
    world.wait(LEASE_MS + 1);
    let right = written(&world).await;
    let since = Millis(world.backend.clock.now().0 - 60_000);
    assert_eq!(reconcile(&world.backend, since).await.expect("a comparison"), 0);
    assert_eq!(written(&world).await, right);

    for (sql, wrong) in [
        ("UPDATE message SET delivered = delivered + 7 WHERE kind = 'communication'", 2),
        ("UPDATE message SET expected = 1 WHERE kind = 'communication'", 2),
        ("UPDATE publication SET delivered = delivered - 1", 2),
        ("UPDATE publication SET recipients = 999", 2),
    ] {
        world.sql(sql).await;
        assert_ne!(written(&world).await, right);
        assert_eq!(reconcile(&world.backend, since).await.expect("mended"), wrong, "{sql}");
        assert_eq!(written(&world).await.publications, right.publications, "{sql}");
        for id in [done, half] {
            let now = letter_of(&world, id).await;
            let then = right.messages.iter().find(|row| row.id == now.id).expect("a message");
            assert_eq!(&now, then, "{sql}");
        }
    }
    // Messages that ended long ago were compared before.
    world.sql("UPDATE message SET delivered = 0 WHERE kind = 'communication'").await;
    let later = Millis(world.backend.clock.now().0 + 1);
    assert_eq!(reconcile(&world.backend, later).await.expect("a comparison"), 1, "the unfinished one");
}

#[both_engines]
async fn messages_being_delivered_are_not_touched(world: World) {
    let sender = world.actor("collectivite").await;
    sender.sends(&note("En cours").to(families())).await;
    let run = take(&world).await;
    step(&world, &run).await;
    world.sql("UPDATE message SET delivered = 3").await;
    assert_eq!(reconcile(&world.backend, Millis(0)).await.expect("a comparison"), 0);
}

#[both_engines]
async fn a_message_that_reached_its_last_reader_is_finished(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("Presque").to(families())).await;
    let run = take(&world).await;
    for _ in 0..5 {
        assert_eq!(step(&world, &run).await, Step::Went);
    }
    let row = letter_of(&world, id).await;
    assert_eq!((row.delivered, row.finished_at), (4, None), "a process died just then");
    world.wait(LEASE_MS + 1);
    assert!(deliver_next(&world.backend).await);
    let row = letter_of(&world, id).await;
    assert_eq!((row.delivered, row.reached), (4, i64::MAX));
    assert!(row.finished_at.is_some());
    assert_eq!(readers(&world, row.id).await.len(), 4);
    world.publish().await;
    assert!(Run::take(&world.backend).await.expect("a look").is_none());
}
