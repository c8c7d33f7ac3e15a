//! Transactions that exclude each other, and transactions that the engine asks to retry.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use backend::{
    Error,
    database::{self, lock, statement},
    transaction,
};
use futures::{StreamExt as _, stream::FuturesUnordered};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use tokio::sync::Barrier;

use testing::{OnDatabase, World, both_engines, on_postgres_url, on_sqlite_url};

async fn run(db: &impl ConnectionTrait, sql: &str) -> backend::Result<()> {
    db.execute_unprepared(sql).await?;
    Ok(())
}

async fn number(db: &impl ConnectionTrait, sql: &str) -> i64 {
    let row = db.query_one_raw(statement(db, sql, [])).await.expect("an answer").expect("a row");
    row.try_get("", "number").expect("a number")
}

#[both_engines]
async fn an_error_writes_nothing_and_runs_once(db: &DatabaseConnection) {
    let runs = AtomicU32::new(0);
    let outcome: backend::Result<()> = transaction!(db, |tx| {
        runs.fetch_add(1, Ordering::SeqCst);
        run(tx, "INSERT INTO campus (name) VALUES ('Curie')").await?;
        Err(Error::NotFound)
    });
    assert!(matches!(outcome, Err(Error::NotFound)));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert_eq!(number(db, "SELECT COUNT(*) AS number FROM campus").await, 0);
}

/// A browser that goes away ends its request at any point. The next user of the connection must not
/// write into a transaction that nobody commits.
#[both_engines]
async fn a_caller_that_goes_away_leaves_no_transaction_open(url: &str) {
    let watching = DatabaseConnection::open(url).await;
    let db = database::connect(url, 1).await.expect("a connection");
    for polls in 0..12 {
        let mut begun = Box::pin(database::begin(&db));
        for _ in 0..polls {
            if futures::poll!(begun.as_mut()).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(begun);
        run(&db, &format!("INSERT INTO campus (name) VALUES ('{polls}')")).await.expect("a row");
        let seen = number(&watching, "SELECT COUNT(*) AS number FROM campus").await;
        assert_eq!(seen, polls + 1, "a caller that was gone after {polls} polls");
    }
}

/// Only PostgreSQL reports these.
#[tokio::test]
async fn serialization_failures_are_retried_then_answer_busy() {
    on_postgres_url(async |url| refuse_to_serialize(&DatabaseConnection::open(url).await).await).await;
}

async fn refuse_to_serialize(db: &DatabaseConnection) {
    for code in ["40001", "40P01"] {
        let conflict = format!("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '{code}'; END $$");
        let runs = AtomicU32::new(0);
        let outcome: backend::Result<u32> = transaction!(db, |tx| {
            run(tx, &format!("INSERT INTO campus (name) VALUES ('{code}')")).await?;
            let before = runs.fetch_add(1, Ordering::SeqCst);
            if before < 2 {
                run(tx, &conflict).await?;
            }
            Ok(before)
        });
        assert_eq!(outcome.expect("the third run"), 2);
        let outcome: backend::Result<()> = transaction!(db, |tx| { run(tx, &conflict).await });
        assert!(matches!(outcome, Err(Error::Busy)));
    }
    assert_eq!(number(db, "SELECT COUNT(*) AS number FROM campus").await, 2, "each once");
}

#[both_engines]
async fn a_deadlock_is_retried_without_an_error(db: &DatabaseConnection) {
    run(db, "INSERT INTO revision (name, value) VALUES ('first', 0), ('second', 0)").await.expect("rows");
    let met = Arc::new(Barrier::new(2));
    let one = raise(db, &met, "first", "second");
    let other = raise(db, &met, "second", "first");
    let (one, other) = tokio::join!(one, other);
    one.expect("one of the two");
    other.expect("the other one");
    let sum = "SELECT CAST(SUM(value) AS bigint) AS number FROM revision WHERE name IN ('first', 'second')";
    assert_eq!(number(db, sum).await, 4, "both did everything, once");
}

/// Raises two counters, and waits in between, the first time, until the other transaction holds the
/// second one.
async fn raise(db: &DatabaseConnection, met: &Barrier, first: &str, then: &str) -> backend::Result<()> {
    let runs = AtomicU32::new(0);
    let raise = |name: &str| format!("UPDATE revision SET value = value + 1 WHERE name = '{name}'");
    transaction!(db, |tx| {
        run(tx, &raise(first)).await?;
        // SQLite runs one transaction at a time, so the other one never arrives here.
        if tx.get_database_backend() == DbBackend::Postgres && runs.fetch_add(1, Ordering::SeqCst) == 0 {
            met.wait().await;
        }
        run(tx, &raise(then)).await
    })
}

#[tokio::test]
async fn a_locked_sqlite_is_retried_then_answers_busy() {
    on_sqlite_url(hold_the_write_lock).await;
}

async fn hold_the_write_lock(url: &str) {
    let holder = database::connect(url, 1).await.expect("a connection");
    database::migrate(&holder).await.expect("the schema");
    let db = database::connect(url, 1).await.expect("a connection");
    // The engine itself does not wait for locks.
    run(&db, "PRAGMA busy_timeout = 0").await.expect("a setting");
    let held = database::begin(&holder).await.expect("the write lock");
    let outcome = transaction!(&db, |tx| { run(tx, "INSERT INTO campus (name) VALUES ('Curie')").await });
    assert!(matches!(outcome, Err(Error::Busy)), "{outcome:?}");
    let waits =
        async { transaction!(&db, |tx| { run(tx, "INSERT INTO campus (name) VALUES ('Curie')").await }) };
    let (outcome, ended) = tokio::join!(waits, held.rollback());
    ended.expect("the lock is given back");
    outcome.expect("a later try");
    assert_eq!(number(&db, "SELECT COUNT(*) AS number FROM campus").await, 1);
}

#[tokio::test]
async fn readers_of_sqlite_never_wait_for_waiting_writers() {
    on_sqlite_url(read_while_twenty_writers_wait).await;
}

async fn read_while_twenty_writers_wait(url: &str) {
    let other_process = database::connect(url, 1).await.expect("a connection");
    database::migrate(&other_process).await.expect("the schema");
    let db = database::connect(url, 3).await.expect("connections");
    let held = database::begin(&other_process).await.expect("the write lock");
    let write = async |number: u32| {
        let insert = format!("INSERT INTO campus (name) VALUES ('{number}')");
        transaction!(&db, |tx| { run(tx, &insert).await })
    };
    let mut writers: FuturesUnordered<_> = (0..20).map(write).collect();
    assert!(futures::poll!(writers.next()).is_pending(), "all of them wait");
    let campuses = "SELECT COUNT(*) AS number FROM campus";
    tokio::select! {
        read = number(&db, campuses) => assert_eq!(read, 0),
        written = writers.next() => panic!("{written:?}, although another process holds the lock"),
    }
    held.rollback().await.expect("the lock is given back");
    while let Some(written) = writers.next().await {
        written.expect("in turn");
    }
    assert_eq!(number(&db, campuses).await, 20);
}

/// Opening a message notes that it was read. While another writer holds SQLite's lock, the message is
/// shown, others read on, and the note is stored afterwards.
#[tokio::test]
async fn messages_are_opened_while_a_writer_holds_sqlite() {
    on_sqlite_url(open_while_somebody_writes).await;
}

async fn open_while_somebody_writes(url: &str) {
    let world = World::new(url).await;
    let reader = world.actor("parent").await;
    let mut letters = Vec::new();
    for number in 0..8 {
        letters.push(world.letter(&format!("Avis {number}")).to(&[reader.person]).await);
    }
    let caller = reader.caller().await;
    let other_process = database::connect(url, 1).await.expect("a connection");
    let held = database::begin(&other_process).await.expect("the write lock");
    let opened = futures::future::join_all(
        letters.iter().map(|letter| backend::messages::open(&world.backend, &caller, *letter)),
    );
    for shown in opened.await {
        shown.expect("a message");
    }
    assert!(backend::home::announcements_for(&world.backend, reader.person).await.is_ok());
    let unread = "SELECT COUNT(*) FROM delivery WHERE read_at IS NULL";
    assert_eq!(world.number(unread).await, Some(8), "the writer still holds the lock");
    held.rollback().await.expect("the lock is given back");
    while world.number(unread).await != Some(0) {
        tokio::task::yield_now().await;
    }
}

#[both_engines]
async fn one_lock_serializes_two_connections(url: &str) {
    let first = database::connect(url, 4).await.expect("a connection");
    database::migrate(&first).await.expect("the schema");
    let second = database::connect(url, 4).await.expect("a connection");
    run(&first, "INSERT INTO revision (name, value) VALUES ('counted', 0)").await.expect("a row");
    let turns = (0..20).map(|turn| count(if turn % 2 == 0 { &first } else { &second }));
    for outcome in futures::future::join_all(turns).await {
        outcome.expect("a turn");
    }
    let counted = "SELECT value AS number FROM revision WHERE name = 'counted'";
    assert_eq!(number(&first, counted).await, 20, "nobody read what another one was about to change");
}

/// Reads a number and writes it plus one: correct only if nobody else does so at the same time.
async fn count(db: &DatabaseConnection) -> backend::Result<()> {
    transaction!(db, |tx| {
        lock(tx, "counting of somebody").await?;
        let value = number(tx, "SELECT value AS number FROM revision WHERE name = 'counted'").await;
        tokio::task::yield_now().await;
        run(tx, &format!("UPDATE revision SET value = {} WHERE name = 'counted'", value + 1)).await
    })
}

/// SQLite told some of them that the new file was locked.
#[tokio::test]
async fn processes_that_start_together_all_open_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..40 {
        let url = format!("sqlite:{}?mode=rwc", folder.path().join(format!("{round}.db")).display());
        let opened = futures::future::join_all((0..6).map(|_| database::connect(&url, 2))).await;
        for outcome in opened {
            outcome.expect("a connection");
        }
    }
}

#[both_engines]
async fn processes_that_start_together_migrate_once(url: &str) {
    let connections: Vec<DatabaseConnection> =
        futures::future::join_all((0..3).map(|_| database::connect(url, 2)))
            .await
            .into_iter()
            .map(|db| db.expect("a connection"))
            .collect();
    for outcome in futures::future::join_all(connections.iter().map(database::migrate)).await {
        outcome.expect("the schema");
    }
    assert_eq!(number(&connections[0], "SELECT COUNT(*) AS number FROM lock").await, {
        i64::from(connections[0].get_database_backend() == DbBackend::Postgres)
    });
}
