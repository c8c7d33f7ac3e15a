//! Recurring work of several parts: one that fails keeps no other from being done.

use std::collections::BTreeMap;

use backend::{entities::job, jobs::run_next, queue::Kind, retention};
use domain::retention::Kept;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use testing::{World, both_engines};

use super::leaving::leaves;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// How often the recurring job failed, and why.
async fn failed(world: &World, kind: Kind) -> (i32, String) {
    let job = job::Entity::find().filter(job::Column::Kind.eq(kind.code())).one(&world.backend.db).await;
    let job = job.expect("jobs").expect("a job");
    (job.failures, job.reason.unwrap_or_default())
}

#[both_engines]
async fn what_cannot_be_deleted_keeps_no_other_kind(world: World) {
    world.administrator("direction").await;
    world.visitor("192.0.2.1").enters("direction").await;
    let caller = world.actor("direction").await.caller().await;
    let days = |kind: Kept| (kind.code().to_owned(), kind.bounds().proposed.to_string());
    let typed: BTreeMap<String, String> = Kept::ALL.into_iter().map(days).collect();
    retention::keep_periods(&world.backend, &caller, &typed).await.expect("kept");
    leaves(&world, "eleve").await;
    for _ in 0..5 {
        world.wait(80 * DAY_MS);
        world.visitor("192.0.2.1").enters("direction").await;
    }
    world.sql("ALTER TABLE used_code RENAME TO elsewhere").await;
    assert!(run_next(&world.backend, Kind::Purge).await.expect("a try"));
    let (failures, reason) = failed(&world, Kind::Purge).await;
    assert!(failures == 1 && reason.contains("used_code"), "{failures} {reason}");
    let nameless = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL";
    assert_eq!(world.number(nameless).await, Some(0), "not even half");
    let first = world.number("SELECT MIN(number) FROM audit_entry").await;
    assert!(first > Some(1), "old entries of the journal are gone: {first:?}");

    world.sql("ALTER TABLE elsewhere RENAME TO used_code").await;
    world.wait(60 * 60 * 1_000);
    assert!(run_next(&world.backend, Kind::Purge).await.expect("a purge"));
    assert_eq!(world.number(nameless).await, Some(1));
}

/// Authors are told what their communications no longer do, though sessions cannot be read.
#[both_engines]
async fn what_cannot_be_ended_keeps_nothing_from_being_compared(world: World) {
    for sql in [
        "DELETE FROM job WHERE kind = 'compare'",
        "DELETE FROM known_name",
        "ALTER TABLE session RENAME TO gone",
    ] {
        world.sql(sql).await;
    }
    assert!(run_next(&world.backend, Kind::Compare).await.expect("a try"));
    let (failures, reason) = failed(&world, Kind::Compare).await;
    assert!(failures == 1 && reason.contains("session"), "{failures} {reason}");
    assert!(world.number("SELECT COUNT(*) FROM known_name").await > Some(0), "it was compared");
}
