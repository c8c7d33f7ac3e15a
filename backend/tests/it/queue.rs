//! The queue: each job runs once, in the process that holds its lease.

use std::{collections::BTreeSet, sync::Arc};

use backend::{
    Backend, Services,
    database::begin,
    entities::job,
    jobs::{retry, run_next},
    queue::{self, Amount, Jitter, Kind, Lease, New, State},
};
use domain::{
    communications::{Status, view::SentFilter},
    time::Millis,
};
use sea_orm::{EntityTrait, QueryOrder};

use testing::{World, announcement, both_engines, note, publish_next};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn now(world: &World) -> Millis {
    world.backend.clock.now()
}

async fn enqueue(world: &World, kind: Kind, key: &str) -> bool {
    let new = New::about(kind, key, 1, now(world));
    queue::enqueue(&world.backend.db, now(world), &new).await.expect("a job")
}

async fn take(backend: &Backend, kind: Kind) -> Vec<Lease> {
    queue::take(&backend.db, kind, backend.clock.now(), 10).await.expect("jobs")
}

async fn jobs(world: &World) -> Vec<job::Model> {
    job::Entity::find().order_by_asc(job::Column::Id).all(&world.backend.db).await.expect("jobs")
}

#[both_engines]
async fn a_job_enqueued_twice_for_one_cause_exists_once(world: World) {
    assert!(enqueue(&world, Kind::Tell, "a").await);
    assert!(!enqueue(&world, Kind::Tell, "a").await);
    assert!(enqueue(&world, Kind::Publish, "a").await, "another kind has its own keys");
    // The same holds for a finished job.
    let lease = take(&world.backend, Kind::Tell).await.remove(0);
    assert!(queue::finish(&world.backend.db, &lease, now(&world), None).await.expect("done"));
    assert!(!enqueue(&world, Kind::Tell, "a").await);
}

#[both_engines]
async fn a_job_is_stored_only_if_its_cause_is(world: World) {
    let transaction = begin(&world.backend.db).await.expect("a transaction");
    let new = New::about(Kind::Tell, "a", 1, now(&world));
    queue::enqueue(&transaction, now(&world), &new).await.expect("a job");
    transaction.rollback().await.expect("undone");
    assert!(take(&world.backend, Kind::Tell).await.is_empty());
}

#[both_engines(flavor = "multi_thread")]
async fn several_processes_take_each_job_once(world: World) {
    for number in 0..40 {
        enqueue(&world, Kind::Tell, &number.to_string()).await;
    }
    let second = world.second_process().await;
    let workers: Vec<_> = [&world.backend, &second, &world.backend, &second]
        .into_iter()
        .map(|backend| {
            let backend = Arc::clone(backend);
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let taken =
                        queue::take(&backend.db, Kind::Tell, backend.clock.now(), 3).await.expect("jobs");
                    if taken.is_empty() {
                        return mine;
                    }
                    mine.extend(taken.into_iter().map(|lease| lease.id));
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.expect("no panic"));
    }
    // A process that looked while another one had locked the last rows may have missed some.
    all.extend(take(&world.backend, Kind::Tell).await.into_iter().map(|lease| lease.id));
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "no job twice");
    assert_eq!(all.len(), 40);
}

#[both_engines]
async fn a_holder_that_lost_its_lease_writes_nothing(world: World) {
    let db = &world.backend.db;
    enqueue(&world, Kind::Tell, "a").await;
    let old = take(&world.backend, Kind::Tell).await.remove(0);
    assert!(queue::keep(db, &old, now(&world)).await.expect("kept"));
    world.wait(Kind::Tell.policy().lease_ms);
    assert!(queue::renew(db, &old, now(&world)).await.expect("held to its last millisecond"));
    world.wait(Kind::Tell.policy().lease_ms + 1);
    assert!(!queue::renew(db, &old, now(&world)).await.expect("it has run out"));
    assert!(!queue::keep(db, &old, now(&world)).await.expect("it has run out"));
    let new = take(&world.backend, Kind::Tell).await.remove(0);
    assert_eq!((new.id, new.fence, new.attempts), (old.id, old.fence + 1, 1));
    let before = jobs(&world).await;
    let amount = Amount { phase: "x".to_owned(), done: 1, total: 2 };
    for wrote in [
        queue::renew(db, &old, now(&world)).await,
        queue::keep(db, &old, now(&world)).await,
        queue::finish(db, &old, now(&world), None).await,
        queue::retry(db, &old, now(&world), "late").await,
        queue::give_up(db, &old, now(&world), "late").await,
        queue::again(db, &old, now(&world), now(&world)).await,
        queue::note_progress(db, &old, now(&world), &amount).await,
    ] {
        assert!(!wrote.expect("an answer"));
    }
    assert_eq!(jobs(&world).await, before);
    assert!(queue::finish(db, &new, now(&world), None).await.expect("done"));
    assert!(!queue::finish(db, &new, now(&world), None).await.expect("done before"));
}

#[both_engines]
async fn pauses_between_attempts_are_spread(url: &str) {
    let world = World::new(url).await;
    let services = Services { jitter: Jitter::Fixed(1_000), ..Services::default() };
    let spread = Backend::open_with(url, 2, world.backend.clock.clone(), services).await.expect("a backend");
    let id = world.actor("enseignant").await.sends(&announcement("Réunion")).await;
    world.sql(&format!("UPDATE target SET criteria = '' WHERE communication_id = {id}")).await;
    assert!(run_next(&spread, Kind::Publish).await.expect("a try"));
    let job = jobs(&world).await.remove(0);
    assert_eq!((job.failures, job.due_at), (1, now(&world).plus(2_500)), "two seconds and a quarter more");
    assert!(job.reason.is_some_and(|reason| !reason.is_empty()));
}

#[both_engines]
async fn recurring_jobs_run_in_one_process_at_a_time_and_return(world: World) {
    let second = world.second_process().await;
    for kind in [Kind::Sweep, Kind::Reconcile, Kind::Prune] {
        let began = now(&world);
        let every = kind.policy().every_ms.expect("it recurs");
        assert!(run_next(&world.backend, kind).await.expect("done"), "{kind:?}");
        assert!(!run_next(&second, kind).await.expect("nothing is due"), "{kind:?}");
        let row = jobs(&world).await.into_iter().find(|job| job.kind == kind.code()).expect("a row");
        assert_eq!(
            (row.last_at, row.due_at, row.done_at),
            (Some(began), began.plus(every), None),
            "{kind:?}"
        );
        world.wait(every - 1);
        assert!(!run_next(&second, kind).await.expect("not yet"), "{kind:?}");
        world.wait(1);
        // While one process holds it, another one cannot take it.
        let held = take(&second, kind).await;
        assert_eq!(held.len(), 1, "{kind:?}");
        assert!(!run_next(&world.backend, kind).await.expect("it is held"), "{kind:?}");
    }
    assert_eq!(jobs(&world).await.len(), 3, "one row for each kind");
}

#[both_engines]
async fn finished_jobs_are_deleted_after_a_while(world: World) {
    let db = &world.backend.db;
    for key in ["done", "failed", "open"] {
        enqueue(&world, Kind::Tell, key).await;
    }
    let leases = take(&world.backend, Kind::Tell).await;
    queue::finish(db, &leases[0], now(&world), None).await.expect("done");
    queue::give_up(db, &leases[1], now(&world), "broken").await.expect("given up");
    let import = New::about(Kind::Import, "directory", 7, now(&world));
    queue::claim(db, now(&world), &import).await.expect("a job").expect("nobody else imports");
    for (days, left) in [(7, 4), (1, 3), (82, 3), (1, 2)] {
        world.wait(days * DAY_MS);
        queue::prune(db, now(&world)).await.expect("pruned");
        assert_eq!(jobs(&world).await.len(), left, "after {days} more days");
    }
    let left: Vec<_> = jobs(&world).await.into_iter().map(|job| (job.key, job.failed_at.is_some())).collect();
    assert_eq!(left, [("open".to_owned(), false), ("directory".to_owned(), true)], "nobody ends that import");
}

#[both_engines]
async fn an_operator_sees_waiting_running_and_failed_jobs(world: World) {
    let db = &world.backend.db;
    for key in ["failed", "retried", "running", "waiting"] {
        enqueue(&world, Kind::Tell, key).await;
        world.wait(1);
    }
    let later = New::about(Kind::Tell, "later", 1, Millis(now(&world).0 + DAY_MS));
    queue::enqueue(db, now(&world), &later).await.expect("a job");
    let leases = queue::take(db, Kind::Tell, now(&world), 3).await.expect("jobs");
    queue::give_up(db, &leases[0], now(&world), "broken").await.expect("given up");
    queue::retry(db, &leases[1], now(&world), "busy").await.expect("later");
    let keys = async |state| {
        let rows = queue::list(db, now(&world), state).await.expect("a list");
        rows.into_iter().map(|row| (row.key, row.reason.unwrap_or_default())).collect::<Vec<_>>()
    };
    let row = |key: &str, reason: &str| (key.to_owned(), reason.to_owned());
    assert_eq!(keys(State::Failed).await, [row("failed", "broken")]);
    assert_eq!(keys(State::Running).await, [row("running", "")]);
    assert_eq!(keys(State::Retrying).await, [row("retried", "busy")]);
    assert_eq!(keys(State::Waiting).await, [row("waiting", ""), row("later", "")]);
    let figures = queue::figures(db, now(&world)).await.expect("figures");
    let row = &figures[0];
    assert_eq!(figures.len(), 1);
    assert_eq!((row.waiting, row.due, row.running, row.failed), (3, 2, 1, 1));
    assert_eq!(row.oldest, Some(now(&world).plus(-1)), "that one waited longest");
}

#[both_engines]
async fn an_operator_can_retry_a_failed_job(world: World) {
    let sender = world.actor("infirmiere").await;
    for form in [announcement("Une annonce"), note("Un message")] {
        let id = sender.sends(&form).await;
        let criteria = "UPDATE target SET criteria";
        world.sql(&format!("{criteria} = '{{' || criteria WHERE communication_id = {id}")).await;
        for _ in 0..6 {
            world.publish().await;
            world.wait(40_000);
        }
        // The page cannot show unreadable targets; the list can.
        let status = async || {
            let list = sender.sent(&SentFilter::default()).await.expect("a list").rows;
            list.into_iter().find(|row| row.id == id).expect("a row").status
        };
        assert_eq!(status().await, Status::Failed);
        let failed = queue::list(&world.backend.db, now(&world), State::Failed).await.expect("a list");
        assert_eq!(failed.len(), 1);
        world.sql(&format!("{criteria} = SUBSTR(criteria, 2) WHERE communication_id = {id}")).await;
        assert!(retry(&world.backend, failed[0].id).await.expect("again"));
        world.publish().await;
        assert_eq!(status().await, Status::Deployed);
        assert!(!retry(&world.backend, failed[0].id).await.expect("it is done"));
        let told = format!(
            "SELECT COUNT(*) FROM audit_entry WHERE action = 'job_retried' AND detail LIKE '%job={}%'",
            failed[0].id
        );
        assert_eq!(world.number(&told).await, Some(1), "once, when it helped");
    }
    assert!(!retry(&world.backend, 999_999).await.expect("nobody knows it"));
    // Only the importing process has the files; the queue has none.
    let import = New::about(Kind::Import, "directory", 7, now(&world));
    let lease = queue::claim(&world.backend.db, now(&world), &import).await.expect("a job").expect("a lease");
    queue::give_up(&world.backend.db, &lease, now(&world), "broken").await.expect("given up");
    assert!(!retry(&world.backend, lease.id).await.expect("not an import"));
}

#[both_engines]
async fn a_cancelled_message_is_not_revived(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Annulé").later("2026-10-06", "07:30")).await;
    sender.cancel(id).await.expect("cancelled");
    let job = jobs(&world).await.into_iter().find(|job| job.kind == "deliver").expect("a job");
    assert_eq!(job.reason.as_deref(), Some("withdrawn"));
    assert!(!retry(&world.backend, job.id).await.expect("it is over"));
    assert!(!publish_next(&world.backend).await);
}

#[both_engines]
async fn one_import_runs_at_a_time_over_all_processes(world: World) {
    let second = world.second_process().await;
    let claim = async |backend: &Backend, run: i64| {
        let new = New::about(Kind::Import, "directory", run, backend.clock.now());
        queue::claim(&backend.db, backend.clock.now(), &new).await.expect("an answer")
    };
    let followed = async |backend: &Backend| {
        queue::follow(&backend.db, Kind::Import, "directory", backend.clock.now()).await.expect("a look")
    };
    let first = claim(&world.backend, 1).await.expect("nobody imports");
    assert!(claim(&second, 2).await.is_none());
    let amount = Amount { phase: "reading".to_owned(), done: 3, total: 9 };
    queue::note_progress(&world.backend.db, &first, now(&world), &amount).await.expect("noted");
    let seen = followed(&second).await.expect("seen from every process");
    assert_eq!((seen.subject, seen.amount), (Some(1), Some(amount)));
    // The process of the first import is dead.
    world.wait(Kind::Import.policy().lease_ms + 1);
    assert_eq!(followed(&second).await, None);
    let next = claim(&second, 2).await.expect("its lease has run out");
    assert_eq!(followed(&world.backend).await.expect("it runs").amount, None, "it begins anew");
    assert!(!queue::finish(&world.backend.db, &first, now(&world), None).await.expect("too late"));
    assert!(queue::finish(&second.db, &next, now(&world), None).await.expect("done"));
    assert!(claim(&world.backend, 3).await.is_some());
}

#[both_engines]
async fn work_does_not_wait_for_a_clock_that_was_set_back(world: World) {
    const HOUR_MS: i64 = 3_600_000;
    enqueue(&world, Kind::Tell, "at once").await;
    let planned = New::about(Kind::Tell, "planned", 2, now(&world).plus(HOUR_MS / 2));
    queue::enqueue(&world.backend.db, now(&world), &planned).await.expect("a job");
    enqueue(&world, Kind::Publish, "held by a process that ended").await;
    assert_eq!(take(&world.backend, Kind::Publish).await.len(), 1);
    world.wait(-HOUR_MS);
    assert!(take(&world.backend, Kind::Tell).await.is_empty(), "nothing seems to be due");
    queue::bring_back(&world.backend.db, now(&world)).await.expect("brought back");
    let due: Vec<_> = take(&world.backend, Kind::Tell).await.iter().map(|lease| lease.subject_id).collect();
    assert_eq!(due, [Some(1)], "only what was due at once");
    world.wait(61_000);
    assert_eq!(take(&world.backend, Kind::Publish).await.len(), 1, "the lease has ended");
}

/// What cannot be read keeps nothing else from being deleted.
#[both_engines]
async fn old_entries_of_the_journal_go_beside_what_cannot_be_pruned(url: &str) {
    let services = Services { journal_days: Some(30), ..Services::default() };
    let world = World::with(url, services).await;
    world.account("eleve").await;
    world.visitor("192.0.2.1").enters("eleve").await;
    world.wait(40 * DAY_MS);
    world.visitor("192.0.2.1").enters("eleve").await;
    world.sql("INSERT INTO setting (name, value) VALUES ('directory_matches', '{')").await;
    assert!(run_next(&world.backend, Kind::Prune).await.expect("a try"));
    assert_eq!(world.number("SELECT MIN(number) FROM audit_entry").await, Some(2), "the first one is gone");
    let job = jobs(&world).await.into_iter().find(|job| job.kind == Kind::Prune.code()).expect("a job");
    assert_eq!((job.failures, job.failed_at), (1, None), "it is tried again");
}

/// An operator sees all that is wrong, not one thing after the other.
#[both_engines]
async fn each_reason_why_something_is_not_pruned_is_known(world: World) {
    world.sql("INSERT INTO setting (name, value) VALUES ('directory_matches', '{')").await;
    world.sql("ALTER TABLE account_batch_person RENAME TO elsewhere").await;
    assert!(run_next(&world.backend, Kind::Prune).await.expect("a try"));
    let job = jobs(&world).await.into_iter().find(|job| job.kind == Kind::Prune.code()).expect("a job");
    let reason = job.reason.expect("a reason");
    assert!(reason.contains("account_batch_person"), "{reason}");
    assert!(reason.contains("; "), "what cannot be read is named too: {reason}");
}
