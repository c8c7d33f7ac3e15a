//! A worker that panics restarts; the others continue, and the health check reports the panic.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use backend::{
    Backend, Failpoint, Services, Workers,
    clock::Clock,
    database,
    directory::{
        import::{Confirmed, Options},
        runs::{self, RunState},
    },
    entities::job,
    jobs::Worker,
    mail::{MailSettings, Mailer},
    queue::{self, Kind, State},
    versions,
};
use domain::versions::{Versioned, VersionedKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use testing::{World, announcement, both_engines, directory};

/// Timeout of a failing test, long enough that a slow machine does not reach it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Makes a worker panic as long as it is switched on.
#[derive(Clone, Default)]
struct Switch(Arc<AtomicBool>);

impl Switch {
    fn services(&self, code: &'static str) -> Services {
        let on = Arc::clone(&self.0);
        Services {
            // Nothing listens there and nothing is sent, but without a relay no process looks for copies.
            mail: Some(Mailer::new(&relay()).expect("a mailer")),
            restart_pause: Some(Duration::from_millis(1)),
            failpoint: Failpoint::new(move |worker| {
                assert!(worker != code || !on.load(Ordering::SeqCst), "a planted panic");
            }),
            ..Services::default()
        }
    }

    fn set(&self, on: bool) {
        self.0.store(on, Ordering::SeqCst);
    }
}

fn relay() -> MailSettings {
    MailSettings {
        smtp_url: "smtp://127.0.0.1:1".to_owned(),
        from: "ne-pas-repondre@ent.example.fr".to_owned(),
        public_url: "https://ent.example.fr".to_owned(),
    }
}

async fn until(backend: &Backend, what: &str, holds: impl Fn(&[Worker]) -> bool) {
    tokio::time::timeout(PATIENCE, backend.health.wait_for(holds)).await.unwrap_or_else(|_| panic!("{what}"));
}

#[both_engines(flavor = "multi_thread")]
async fn each_worker_is_restarted_after_a_panic(url: &str) {
    let db = database::connect(url, 1).await.expect("a connection");
    database::migrate(&db).await.expect("the schema");
    db.close().await.expect("a clean end");
    for worker in Worker::all() {
        let switch = Switch::default();
        switch.set(true);
        let services = switch.services(worker.code());
        let backend = Backend::open_with(url, 4, Clock::System, services).await.expect("a backend");
        assert!(backend.health.stopped().is_empty());
        let workers = Workers::start(&backend);
        until(&backend, worker.code(), |stopped| stopped == [worker]).await;
        switch.set(false);
        until(&backend, worker.code(), <[Worker]>::is_empty).await;
        drop(workers);
    }
}

/// It neither panics nor ends: only the time tells.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_hangs_is_seen() {
    testing::on_sqlite_url(async |url| {
        let meets = Arc::new(Barrier::new(2));
        let (there, hung) = (Arc::clone(&meets), AtomicBool::new(false));
        let services = Services {
            failpoint: Failpoint::new(move |worker| {
                if worker == "refresh" && !hung.swap(true, Ordering::SeqCst) {
                    there.wait();
                    there.wait();
                }
            }),
            ..Services::default()
        };
        let backend = Backend::open_with(url, 4, Clock::System, services).await.expect("a backend");
        let _workers = Workers::start(&backend);
        meets.wait();
        let later = Instant::now() + Duration::from_hours(1);
        let (now, later) = (backend.health.stopped(), backend.health.stopped_at(later));
        // Lets it go on first: a runtime waits for its threads.
        meets.wait();
        assert!(later.contains(&Worker::Refresh), "{later:?}");
        assert!(now.is_empty(), "it may still be at work: {now:?}");
    })
    .await;
}

#[both_engines(flavor = "multi_thread")]
async fn other_workers_continue_while_one_is_down(url: &str) {
    let switch = Switch::default();
    let world = World::with(url, switch.services("deliver")).await;
    let id = world.actor("enseignant").await.sends(&announcement("Réunion")).await;
    switch.set(true);
    let _workers = Workers::start(&world.backend);
    until(&world.backend, "deliver", |stopped| stopped == [Worker::Jobs(Kind::Deliver)]).await;
    let mut revisions = world.backend.watch();
    let told = job::Entity::find()
        .filter(job::Column::Kind.eq("tell"))
        .filter(job::Column::SubjectId.eq(id.0))
        .filter(job::Column::DoneAt.is_not_null());
    while told.clone().one(&world.backend.db).await.expect("jobs").is_none() {
        let changed = tokio::time::timeout(PATIENCE, revisions.changed()).await;
        changed.expect("it is published and told").expect("the process lives");
    }
    assert_eq!(world.backend.health.stopped(), [Worker::Jobs(Kind::Deliver)], "still down");
}

/// What waits in memory is of several kinds, and the table of one of them takes nothing.
#[both_engines(flavor = "multi_thread")]
async fn what_cannot_be_stored_keeps_nothing_else_from_being_stored(url: &str) {
    let world = World::with(url, Services::default()).await;
    world.actor("enseignant").await.publishes(&announcement("Réunion")).await;
    let reader = world.actor("eleve").await;
    reader.visits().await;
    let article = Versioned { kind: VersionedKind::Article, id: 7 };
    versions::note_seen(&world.backend, reader.person, article, 0);
    world.sql("ALTER TABLE sighting RENAME TO gone").await;
    let workers = Workers::start(&world.backend);
    until(&world.backend, "sightings", |stopped| stopped.contains(&Worker::Sightings)).await;
    drop(workers);
    assert_eq!(world.number("SELECT COUNT(*) FROM seen").await, Some(1));
}

/// The job waits as after any error, with the text of the panic as reason; the worker restarts.
#[both_engines]
async fn a_job_that_panics_is_retried_later(url: &str) {
    let switch = Switch::default();
    let world = World::with(url, switch.services("publish-job")).await;
    let id = world.actor("enseignant").await.sends(&announcement("Réunion")).await;
    switch.set(true);
    let run = {
        let backend = Arc::clone(&world.backend);
        tokio::spawn(async move { backend::jobs::run_next(&backend, Kind::Publish).await.map(|_| ()) })
    };
    assert!(run.await.is_err_and(|ended| ended.is_panic()), "the panic reaches the supervisor");
    let now = world.backend.clock.now();
    let waiting = queue::list(&world.backend.db, now, State::Retrying).await.expect("a list");
    let [row] = waiting.as_slice() else { panic!("one job: {waiting:?}") };
    assert_eq!((row.subject_id, row.failures, row.due_at), (Some(id.0), 1, now.plus(2_000)));
    assert_eq!(row.reason.as_deref(), Some("panic: a planted panic"));
    switch.set(false);
    world.wait(2_000);
    world.publish().await;
    assert_eq!(world.actor("eleve").await.sees().await, ["Réunion"]);
}

#[both_engines]
async fn an_import_that_panics_fails_and_blocks_no_other(url: &str) {
    let switch = Switch::default();
    let world = World::with(url, switch.services("import-job")).await;
    let id = world.administrator("collectivite").await;
    let admin = backend::access::Caller::load(&world.backend.db, id).await.expect("somebody");
    let options = Options { dry_run: true, confirmed: Confirmed::Anything };
    let import = async || {
        let files = directory::small();
        let run = runs::start(Arc::clone(&world.backend), &admin, files, options).await.expect("started");
        loop {
            match runs::state(&world.backend, &admin, run).await.expect("a state") {
                RunState::Running(_) => tokio::task::yield_now().await,
                over => return over,
            }
        }
    };
    switch.set(true);
    assert_eq!(import().await, RunState::Failed);
    switch.set(false);
    assert!(matches!(import().await, RunState::Done(_)));
}
