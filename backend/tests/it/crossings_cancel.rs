//! *Annuler* while the engine works on the same communication.

use std::sync::Arc;

use backend::Error;
use domain::{CommunicationId, communications::Status};
use sea_orm::ConnectionTrait as _;
use testing::{Actor, Crossing, World, announcement, both_engines, deliver_next, note, publish_next};

const SCHOOLS: u32 = 80;
const ROUNDS: u32 = 12;

/// More schools for the authority, so that publishing takes a while.
async fn many_schools(world: &World) {
    world
        .sql(&format!(
            "INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {SCHOOLS}) \
             SELECT 'X' || i, 'École ' || i, 'Metz', 'Europe/Paris', {} FROM n",
            world.authority
        ))
        .await;
}

/// Rows move when they are written: a later statement finds the schools in another order.
async fn stir(world: &World, id: CommunicationId) {
    for part in ["establishment_id % 3 = 1", "establishment_id % 2 = 0"] {
        world
            .sql(&format!(
                "UPDATE publication SET changed_by = changed_by WHERE communication_id = {id} AND {part}"
            ))
            .await;
    }
}

/// Transactions that PostgreSQL gave up because two waited for each other. A connection reports
/// its own when it closes, so this looks at what is known after some time only.
async fn deadlocks(world: &World) -> i64 {
    if world.backend.db.get_database_backend() != sea_orm::DbBackend::Postgres {
        return 0;
    }
    let sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    world.number(sql).await.expect("a figure")
}

async fn cancels(sender: &Actor<'_>, id: CommunicationId) {
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(sender.detail(id).await.expect("a page").status, Status::Cancelled);
}

#[both_engines(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_each_other(world: World) {
    many_schools(&world).await;
    let engine = world.second_process().await;
    let sender = world.actor("collectivite").await;
    for round in 0..ROUNDS {
        let form = if round % 2 == 0 { announcement("Rentrée") } else { note("Rentrée") };
        let id = sender.sends(&form).await;
        stir(&world, id).await;
        let engine = Arc::clone(&engine);
        let working =
            tokio::spawn(async move { while publish_next(&engine).await || deliver_next(&engine).await {} });
        // The engine has got somewhere else each time.
        for _ in 0..round * 20 {
            tokio::task::yield_now().await;
        }
        cancels(&sender, id).await;
        working.await.expect("nobody panicked");
        // What is cancelled stays so, whatever the engine wrote before.
        assert_eq!(sender.detail(id).await.expect("a page").status, Status::Cancelled);
    }
    engine.db.clone().close().await.expect("closed, so that it has reported");
    world.sql("SELECT 1").await;
    assert_eq!(deadlocks(&world).await, 0);
}

#[both_engines]
async fn a_school_is_not_published_after_the_cancellation(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&announcement("Rentrée")).await;
    cancels(&sender, id).await;
    assert!(publish_next(&world.backend).await, "it finds that there is nothing to do");
    let published = "SELECT COUNT(*) FROM publication WHERE published_at IS NOT NULL";
    assert_eq!(world.number(published).await, Some(0));
}

#[both_engines]
async fn who_loses_the_right_meanwhile_cancels_nothing(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Rentrée")).await;
    let backend = world.backend.clone();
    crossing.at("cancel", async move {
        backend.db.execute_unprepared("DELETE FROM access_grant").await.expect("no right is left");
    });
    let refused = sender.cancel(id).await;
    assert!(matches!(refused, Err(Error::Forbidden(_) | Error::NotFound)), "{refused:?}");
    crossing.all_happened();
    assert_eq!(
        world.number("SELECT COUNT(*) FROM communication WHERE cancelled_at IS NOT NULL").await,
        Some(0)
    );
}
