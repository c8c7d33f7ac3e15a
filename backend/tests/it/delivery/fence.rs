//! If several processes deliver the same message, only one writes.

use std::{sync::Arc, time::Duration};

use super::{LEASE_MS, families, letter_of, readers, step, take, written};
use backend::delivery::{Run, Step};
use domain::CommunicationId;
use testing::{World, both_engines, deliver_next, note};

#[both_engines]
async fn a_process_that_wakes_after_its_lease_writes_nothing(world: World) {
    let id = world.actor("collectivite").await.sends(&note("Une fois").to(families())).await;
    // Paused before each step of the delivery.
    for steps in 0..5 {
        world.sql("DELETE FROM delivery").await;
        world.sql("DELETE FROM delivery_also").await;
        world
            .sql(
                "UPDATE message SET sent_at = NULL, reached = 0, delivered = 0, finished_at = NULL \
                 WHERE kind = 'communication'",
            )
            .await;
        world.sql("UPDATE job SET done_at = NULL, leased_until = NULL WHERE kind = 'deliver'").await;
        let paused = take(&world).await;
        for _ in 0..steps {
            assert_eq!(step(&world, &paused).await, Step::Went);
        }
        world.wait(LEASE_MS);
        assert!(
            Run::take(&world.backend).await.expect("work").is_none(),
            "leased until the last millisecond"
        );
        world.wait(1);
        let before = written(&world).await;
        assert_eq!(step(&world, &paused).await, Step::Lost, "after {steps} steps, nobody else is there yet");
        assert_eq!(written(&world).await, before);

        let second = take(&world).await;
        assert_eq!(step(&world, &second).await, Step::Went);
        let between = written(&world).await;
        assert_eq!(step(&world, &paused).await, Step::Lost, "after {steps} steps, another has taken over");
        assert_eq!(written(&world).await, between);
        while step(&world, &second).await == Step::Went {}
        let after = written(&world).await;
        assert_eq!(step(&world, &paused).await, Step::Lost);
        assert_eq!(written(&world).await, after);
        let row = letter_of(&world, id).await;
        assert_eq!((row.expected, row.delivered), (Some(4), 4));
        assert_eq!(readers(&world, row.id).await.len(), 4);
        // The notifications to the schools.
        world.publish().await;
    }
}

#[both_engines]
async fn the_work_of_a_dead_process_is_resumed(world: World) {
    let mut told = Vec::new();
    for steps in 0..6 {
        let sender = world.actor("collectivite").await;
        let id = sender.sends(&note(&format!("Reprise {steps}")).to(families())).await;
        let run = take(&world).await;
        for _ in 0..steps {
            step(&world, &run).await;
        }
        // Also in the middle of a transaction: uncommitted changes are gone.
        let torn = run.step(&world.backend);
        tokio::select! {
            biased;
            _ = torn => {}
            () = async { for _ in 0..steps { tokio::task::yield_now().await; } } => {}
        }
        world.wait(LEASE_MS + 1);
        finish(&world, id).await;
        let row = letter_of(&world, id).await;
        assert_eq!((row.expected, row.delivered, row.reached), (Some(4), 4, i64::MAX), "after {steps} steps");
        assert!(row.finished_at.is_some());
        assert_eq!(readers(&world, row.id).await.len(), 4);
        told.push(row.id);
    }
    let sums = "SELECT COUNT(*) FROM publication WHERE delivered <> recipients OR published_at IS NULL";
    assert_eq!(world.number(sums).await, Some(0));
}

/// Works until the message is delivered. PostgreSQL rolls the torn transaction back a moment later,
/// and until then its row is locked and nobody takes it.
async fn finish(world: &World, id: CommunicationId) {
    let finished = async {
        loop {
            world.publish().await;
            if letter_of(world, id).await.finished_at.is_some() {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), finished).await.expect("delivered in the end");
}

#[both_engines(flavor = "multi_thread")]
async fn several_processes_deliver_many_messages_once(world: World) {
    let sender = world.actor("collectivite").await;
    let mut ids = Vec::new();
    for number in 0..8 {
        ids.push(sender.sends(&note(&format!("Message {number}")).to(families())).await);
    }
    let second = world.second_process().await;
    let workers: Vec<_> = [&world.backend, &second, &world.backend, &second]
        .into_iter()
        .map(|backend| {
            let backend = Arc::clone(backend);
            tokio::spawn(async move { while deliver_next(&backend).await {} })
        })
        .collect();
    for worker in workers {
        worker.await.expect("no panic");
    }
    for id in ids {
        let row = letter_of(&world, id).await;
        assert_eq!((row.delivered, row.fence), (4, 1), "one lease was enough");
        assert_eq!(readers(&world, row.id).await.len(), 4);
    }
}
