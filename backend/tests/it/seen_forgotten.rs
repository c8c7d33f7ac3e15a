//! What somebody saw is stored at the very moment when their data are deleted.

use backend::{communications, database::begin};
use sea_orm::{ConnectionTrait, DbBackend};
use testing::{World, announcement, both_engines, directory};

/// How often it is asked whether somebody waits.
const LOOKS: u32 = 10_000;

#[both_engines]
async fn nothing_is_stored_of_somebody_whose_data_are_being_deleted(world: World) {
    let backend = &world.backend;
    let id = world.actor("enseignant").await.publishes(&announcement("Demain")).await;
    let (gone, stays) = (world.person("eleve").await, world.person("parent").await);
    let shown = communications::Shown { communication: id, establishment: world.curie, version: 0 };
    for person in [gone, stays] {
        communications::note_sightings(backend, person, &[shown]);
    }
    let other = world.second_process().await;
    let erasing = begin(&other.db).await.expect("a transaction");
    let nameless =
        format!("UPDATE person SET external_id = 'erased:{gone}', erased_at = 1 WHERE id = {gone}");
    erasing.execute_unprepared(&nameless).await.expect("nameless");
    let ends = async {
        somebody_waits(&world).await;
        erasing.commit().await.expect("nameless for everybody");
    };
    let (stored, ()) = tokio::join!(communications::store_sightings(backend), ends);
    stored.expect("stored");
    let seers = directory::rows(&backend.db, "SELECT CAST(person_id AS text) FROM sighting").await;
    assert_eq!(seers, [stays.to_string()]);
}

/// Returns when a transaction waits for a row. SQLite's writers wait before they begin.
async fn somebody_waits(world: &World) {
    if world.backend.db.get_database_backend() != DbBackend::Postgres {
        return;
    }
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                   AND wait_event_type = 'Lock'";
    for _ in 0..LOOKS {
        if world.number(waiting).await != Some(0) {
            return;
        }
    }
    panic!("nobody waits");
}
