//! A failing delivery is retried, and fails for good in the end.

use super::{LEASE_MS, families, job_of, letter_of, readers, status, take, written};
use backend::delivery::Run;
use domain::communications::{Status, view::SentFilter};
use testing::{World, both_engines, deliver_next, note};

#[both_engines]
async fn delivery_fails_after_five_attempts_and_delays_no_other(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Illisible").to(families())).await;
    let other = sender.sends(&note("Une autre").to(families())).await;
    let broken = format!("UPDATE target SET criteria = '{{broken' || criteria WHERE communication_id = {id}");
    world.sql(&broken).await;
    for (attempt, pause) in (1..).zip([2_000, 4_000, 8_000, 16_000]) {
        world.publish().await;
        let row = letter_of(&world, id).await;
        let job = job_of(&world, row.id).await;
        assert_eq!((job.failures, job.failed_at, row.failed_at), (attempt, None, None));
        assert_eq!((job.leased_until, job.due_at), (None, world.backend.clock.now().plus(pause)));
        world.wait(pause - 1);
        assert!(!deliver_next(&world.backend).await);
        world.wait(1);
    }
    world.publish().await;
    let row = letter_of(&world, id).await;
    assert!(row.failed_at.is_some() && row.finished_at.is_none());
    let list = sender.sent(&SentFilter::default()).await.expect("one broken row spoils no list").rows;
    let listed = |id| list.iter().find(|row| row.id == id).expect("a row").status;
    assert_eq!((listed(id), listed(other)), (Status::Failed, Status::Deployed));
    let schools = written(&world).await.publications;
    let failed = schools.iter().find(|row| row.communication_id == id).expect("a school");
    assert!(failed.failed_at.is_some() && failed.published_at.is_none());
    world.wait(3_600_000);
    assert!(!deliver_next(&world.backend).await);
}

#[both_engines]
async fn losing_the_right_meanwhile_stops_the_message(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Demain").to(families()).later("2026-10-06", "07:30")).await;
    world.sql(&format!("DELETE FROM access_grant WHERE person_id = {}", sender.person)).await;
    world.set_clock("2026-10-06T05:30:00Z");
    world.publish().await;
    let row = letter_of(&world, id).await;
    assert!(row.failed_at.is_some());
    assert_eq!(row.sent_at, None);
    let to_readers = "SELECT COUNT(*) FROM delivery WHERE establishment_id IS NOT NULL";
    assert_eq!(world.number(to_readers).await, Some(0));
    let entry = "SELECT COUNT(*) FROM audit_entry WHERE action = 'deployed' AND outcome = 'refused'";
    assert_eq!(world.number(entry).await, Some(1));
    assert_eq!(status(world.actor("direction").await, id).await, Status::Failed);
}

/// A message must not fail just because processes die while they deliver it: each successful batch
/// resets the count.
#[both_engines]
async fn a_message_survives_the_processes_that_deliver_it(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Tenace").to(families())).await;
    for _ in 0..8 {
        let _ = take(&world).await;
        world.wait(LEASE_MS + 1);
    }
    // The next error counts as the first one.
    let breaks = "UPDATE target SET criteria = '{' || criteria";
    world.sql(breaks).await;
    world.publish().await;
    let row = letter_of(&world, id).await;
    let job = job_of(&world, row.id).await;
    assert_eq!((job.attempts, job.failures, row.failed_at), (0, 1, None));
    world.sql("UPDATE target SET criteria = SUBSTR(criteria, 2)").await;
    world.wait(60_000);
    let run = take(&world).await;
    super::step(&world, &run).await;
    let job = job_of(&world, row.id).await;
    assert_eq!((job.attempts, job.failures), (0, 0));
    world.wait(LEASE_MS + 1);
    for _ in 0..100 {
        let _ = Run::take(&world.backend).await.expect("work").expect("it is free");
        world.wait(LEASE_MS + 1);
    }
    world.publish().await;
    let row = letter_of(&world, id).await;
    assert!(row.failed_at.is_some(), "a hundred in a row are enough");
    assert_eq!(readers(&world, row.id).await, Vec::<String>::new());
}
