//! Which open pages wake for a message to many, and how little is read to know it; and that they wake when
//! the clock leaps.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use backend::{
    Backend, Workers,
    clock::Clock,
    revision::{self, Scope, Topic},
};
use domain::PersonId;
use testing::{NOW, World, at, both_engines};
use tokio::time::timeout;

/// Timeout of a failing test, long enough that a slow machine does not reach it.
const PATIENCE: Duration = Duration::from_mins(1);
const HOUR_MS: i64 = 60 * 60 * 1_000;

/// Every second one of them gets the message: more than are read before people are looked up.
const PEOPLE: usize = 10_400;
/// Every so many has a page open: more than one statement looks up.
const APART: usize = 16;

#[both_engines]
async fn a_message_to_many_wakes_its_readers_and_is_not_read_whole(url: &str) {
    let world = World::new(url).await;
    let series = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE}) \
         SELECT 'crowd-' || i, 'Nom', 'Prénom', '' FROM n"
    );
    world.sql(&format!("INSERT INTO person_row (external_id, last_name, first_name, email) {series}")).await;
    let first = "SELECT MIN(id) FROM person WHERE external_id LIKE 'crowd-%'";
    let first = world.number(first).await.expect("a crowd");
    let message = world.letter("Rentrée").privately().to(&[]).await;
    world
        .sql(&format!(
            "INSERT INTO delivery (message_id, person_id, sent_at, folder) \
             SELECT {message}, id, 1, 0 FROM person WHERE external_id LIKE 'crowd-%' AND (id - {first}) % 2 = 0"
        ))
        .await;

    let mut process = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let list = Arc::clone(&heard);
    let own = Arc::get_mut(&mut process).expect("nobody else has it");
    own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
    let mut pages = Vec::new();
    for number in (0..PEOPLE).step_by(APART).chain([1, PEOPLE - 1]) {
        let mut page = process.hub.listener();
        let reader = PersonId(first + i64::try_from(number).expect("a number"));
        page.listen(BTreeSet::from([(Topic::Messages, Scope::Person(reader))]));
        pages.push((number, page));
    }
    let all = Scope::Inboxes { message, after: PersonId(0), up_to: PersonId(i64::MAX) };
    revision::touch(&world.backend.db, revision::MESSAGES, [all]).await.expect("a revision");
    process.refresh().await.expect("revisions");

    for (number, page) in &pages {
        let woken = futures::FutureExt::now_or_never(page.woken()).is_some();
        assert_eq!(woken, number % 2 == 0, "the page of person {number}");
    }
    let said = std::mem::take(&mut *heard.lock().expect("a lock"));
    let read: Vec<&String> = said.iter().filter(|sql| sql.contains("FROM delivery")).collect();
    assert!(!read.is_empty(), "{said:?}");
    let bounded = |sql: &&String| sql.contains("LIMIT") || sql.contains(" IN (");
    assert!(read.iter().all(bounded), "{read:?}");
}

/// A page waits for the next beginning or end as long as time passes; a clock that is set forward, or a
/// machine that slept, passes it over.
#[both_engines(flavor = "multi_thread")]
async fn every_page_looks_again_when_the_clock_leaps(world: World) {
    let mut page = world.backend.hub.listener();
    page.listen(BTreeSet::from([(Topic::Board, Scope::School(world.curie))]));
    let _workers = Workers::start(&world.backend);
    let woken = async {
        // The process may not have looked at the clock before it leaps for the first time.
        while timeout(Duration::from_millis(300), page.woken()).await.is_err() {
            world.wait(HOUR_MS);
        }
    };
    timeout(PATIENCE, woken).await.expect("the page wakes");
}
