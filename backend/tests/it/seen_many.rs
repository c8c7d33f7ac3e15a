//! What was seen while the database could not be written is much.

use std::sync::{Arc, Mutex};

use backend::{
    Backend,
    clock::Clock,
    versions::{note_seen, store_seen},
};
use domain::versions::{Versioned, VersionedKind};
use testing::{NOW, World, at, both_engines};

/// More than one transaction stores.
const MANY: i64 = 10_050;

#[both_engines]
async fn much_that_waits_is_stored_in_portions(url: &str) {
    let world = World::new(url).await;
    let reader = world.person("eleve").await;
    let mut process = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let list = Arc::clone(&heard);
    let own = Arc::get_mut(&mut process).expect("nobody else has it");
    own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
    for id in 1..=MANY {
        note_seen(&process, reader, Versioned { kind: VersionedKind::News, id }, 0);
    }
    store_seen(&process).await.expect("stored");
    assert_eq!(world.number("SELECT COUNT(*) FROM seen").await, Some(MANY));
    // Each transaction looks once at the people whom it is about.
    let said = std::mem::take(&mut *heard.lock().expect("a lock"));
    assert_eq!(said.iter().filter(|sql| sql.contains("FROM person_row")).count(), 2);
}
