//! Which open pages wake for a message to many, and how little is read to know it; which lists wake for one
//! that a school receives; and that all wake when the clock leaps.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use backend::{
    Backend, Workers,
    clock::Clock,
    communications,
    revision::{self, Listener, Scope, Topic},
};
use domain::{
    EstablishmentId, PersonId, access::Role, communications::received::ReceivedFilter, directory::Profile,
};
use testing::{NOW, World, at, both_engines, everybody, in_schools, note, staff};
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

/// *Communications reçues*, as somebody has it open in this process.
async fn list_of(process: &Backend, world: &World, reader: &str) -> Listener {
    let caller = world.actor(reader).await.caller().await;
    let present = communications::follow_received(process, &caller, None).await.expect("a list");
    let mut page = process.hub.listener();
    page.listen(present.concerns.into_iter().collect());
    page
}

/// The list of a school shows a message as soon as somebody there has it: no board changes by that.
#[both_engines]
async fn the_lists_of_the_schools_that_receive_a_message_hear_of_it(world: World) {
    let viewer = async |name: &str, school: EstablishmentId| {
        let works = staff(school, Profile::AdminTechnical, "Technicien");
        world.add(name).stands_in(works).holds_at(Role::RecipientViewer, school).save().await;
    };
    viewer("ici", world.curie).await;
    viewer("ailleurs", world.leconte).await;
    let other = world.second_process().await;
    let pages = [list_of(&other, &world, "ici").await, list_of(&other, &world, "ailleurs").await];
    let woken = || pages.each_ref().map(|page| futures::FutureExt::now_or_never(page.woken()).is_some());
    let form = note("Sortie").to([in_schools(&[world.curie], everybody())]);
    let authority = world.actor("collectivite").await;
    let id = authority.sends(&form).await;
    other.refresh().await.expect("revisions");
    assert_eq!(woken(), [false, false], "it is on its way");
    world.publish().await;
    other.refresh().await.expect("revisions");
    assert_eq!(woken(), [true, false], "the list of the school, and of no other");
    let shown = world.actor("ici").await.receives(&ReceivedFilter::default()).await;
    assert_eq!(shown, ["Sortie"]);
    authority.cancel(id).await.expect("cancelled");
    other.refresh().await.expect("revisions");
    assert_eq!(woken(), [true, false], "it was cancelled");
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
