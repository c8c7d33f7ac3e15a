//! Importing the directory of a region from AAF: the first time, unchanged, and after a night in which
//! two per cent changed. How long it takes, the most memory of this process, and how long somebody who
//! reads or writes at the same time waits at most.

use std::{
    fs,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use backend::{
    Backend,
    clock::Clock,
    database::{self, statement},
    directory::import::{self, Confirmed, Files, Options, Progress},
    revision, transaction,
};
use chrono::NaiveDate;
use formats::generate::{World, complete};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};

use crate::{
    audience::{fresh_postgres, variable},
    report,
};

/// Pupils of an AAF delivery of 21 people: each comes with an adult and a tenth of a teacher.
const PUPILS_OF_21: u64 = 10;
/// Between two looks at how long others wait.
const PAUSE: Duration = Duration::from_millis(5);

pub async fn measure() -> Result<(), String> {
    let people: u64 = variable("BENCH_PEOPLE").and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    report::title(&format!("Importing AAF, about {people} people"));
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let (first, night) = (folder.path().join("first"), folder.path().join("night"));
    let world = World::new(42, people * PUPILS_OF_21 / 21);
    deliver(&first, &world, 14)?;
    deliver(&night, &world.after(1), 15)?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    one("SQLite", &sqlite, &first, &night).await?;
    match variable("TEST_POSTGRES_URL") {
        Some(url) => one("PostgreSQL", &fresh_postgres(&url, "bench_import").await?, &first, &night).await,
        None => Ok(()),
    }
}

/// Writes a complete delivery into a new folder.
fn deliver(folder: &Path, world: &World, day: u32) -> Result<(), String> {
    fs::create_dir(folder).map_err(|reason| reason.to_string())?;
    let date = NaiveDate::from_ymd_opt(2026, 9, day).ok_or("no day")?;
    complete(world, date, &mut |name, bytes| fs::write(folder.join(name), bytes))
        .map_err(|reason| reason.to_string())
}

async fn one(engine: &str, url: &str, first: &Path, night: &Path) -> Result<(), String> {
    let backend = Backend::open(url, 4, Clock::System).await.map_err(|reason| reason.to_string())?;
    // Others wait for the database, not for a connection of the import.
    let others = database::connect(url, 2).await.map_err(|reason| reason.to_string())?;
    let rounds = [
        ("first", first, "1000 ms"),
        ("unchanged", first, "100 ms"),
        ("a night of changes", night, "100 ms"),
    ];
    for (what, files, bar) in rounds {
        let ran = run(&backend, &others, files).await?;
        report::line(
            &format!("{engine}: {what}"),
            &report::milliseconds(ran.took),
            &format!("{} rows written, {}; {}", ran.written, ran.people, ran.peak),
            "unchanged: a third of the first; 200 MB",
        );
        report::line(
            &format!("{engine}: {what}, longest wait of a writer"),
            &report::milliseconds(ran.writer.long),
            &format!(
                "of a reader {}; {}, {}",
                report::milliseconds(ran.reader),
                ran.writer.when(),
                ran.logged
            ),
            bar,
        );
    }
    Ok(())
}

struct Run {
    took: Duration,
    written: u64,
    /// How many people come, change and leave: they determine most of the time of the switch.
    people: String,
    /// The most memory.
    peak: String,
    /// What PostgreSQL wrote to its log.
    logged: String,
    writer: Wait,
    reader: Duration,
}

/// The longest wait: how long, when it began, and how far the import was when it ended.
#[derive(Default)]
struct Wait {
    long: Duration,
    after: Duration,
    progress: Option<Progress>,
}

impl Wait {
    fn when(&self) -> String {
        let progress = self.progress.map_or_else(String::new, |Progress { phase, done, total }| {
            format!(", {phase:?} {done} of {total}")
        });
        format!("after {:.1} s{progress}", self.after.as_secs_f64())
    }
}

type Told = Arc<Mutex<Option<Progress>>>;

async fn run(backend: &Backend, others: &DatabaseConnection, folder: &Path) -> Result<Run, String> {
    let files = Files::from_path(folder, None, false).await.map_err(|reason| reason.to_string())?;
    let logged = begin_log(&backend.db).await.map_err(|reason| reason.to_string())?;
    // What is left from the round before is not counted for this one: from here on, the system records
    // the peak memory anew.
    let before = memory("VmRSS:");
    let since = if fs::write("/proc/self/clear_refs", "5").is_ok() { "" } else { " since the start" };
    let (stop, told) = (Arc::new(AtomicBool::new(false)), Told::default());
    let writer = tokio::spawn(longest_write(others.clone(), Arc::clone(&stop), Arc::clone(&told)));
    let reader = tokio::spawn(longest_read(others.clone(), Arc::clone(&stop)));
    let options = Options { dry_run: false, confirmed: Confirmed::Anything };
    let started = Instant::now();
    let watch = |progress: Progress| {
        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    };
    let imported = import::run(&backend.db, &files, options, backend.clock.now(), &watch).await;
    let took = started.elapsed();
    stop.store(true, Ordering::Relaxed);
    let writer = writer.await.map_err(|reason| reason.to_string())?.map_err(|reason| reason.to_string())?;
    let reader = reader.await.map_err(|reason| reason.to_string())?.map_err(|reason| reason.to_string())?;
    let report = imported.map_err(|reason| reason.to_string())?;
    if !report.applied {
        return Err(format!("the import was refused: {} faults", report.refusals_total));
    }
    let written = import::FileKind::ALL.into_iter().map(|kind| report.counts(kind).writes()).sum();
    let people = report.counts(import::FileKind::People);
    let people = format!("people +{} ~{} -{}", people.added, people.changed, people.removed);
    let peak = format!("{:.0} MB at most{since}, {before:.0} MB before", memory("VmHWM:"));
    let logged = log_end(&backend.db).await.map_err(|reason| reason.to_string())? - logged;
    let logged = format!("{} MB of log", logged / 1_000_000);
    Ok(Run { took, written, people, peak, logged, writer, reader })
}

/// Where the log of PostgreSQL ends. What the round before has left to write is written first: a night begins
/// hours after the import before, and the first change of each page is logged with the whole page.
async fn begin_log(db: &DatabaseConnection) -> Result<i64, sea_orm::DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("CHECKPOINT").await?;
    }
    log_end(db).await
}

/// In bytes; 0 on SQLite.
async fn log_end(db: &DatabaseConnection) -> Result<i64, sea_orm::DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(0);
    }
    let sql = "SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bigint) AS bytes";
    let row = db.query_one_raw(statement(db, sql, [])).await?;
    row.map_or(Ok(0), |row| row.try_get("", "bytes"))
}

/// Somebody who writes now and then, and does not touch the directory.
async fn longest_write(
    db: DatabaseConnection,
    stop: Arc<AtomicBool>,
    told: Told,
) -> Result<Wait, backend::Error> {
    let (begin, mut longest) = (Instant::now(), Wait::default());
    while !stop.load(Ordering::Relaxed) {
        let started = Instant::now();
        transaction!(&db, |tx| { revision::raise(tx, revision::MESSAGES).await })?;
        let long = started.elapsed();
        if long > longest.long {
            let progress = *told.lock().unwrap_or_else(PoisonError::into_inner);
            longest = Wait { long, after: started.duration_since(begin), progress };
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(longest)
}

/// Somebody who counts the people of a school.
async fn longest_read(db: DatabaseConnection, stop: Arc<AtomicBool>) -> Result<Duration, backend::Error> {
    let sql = "SELECT COUNT(*) AS people FROM cohort c JOIN membership m ON m.cohort_id = c.id \
               WHERE c.establishment_id = 1";
    let mut longest = Duration::ZERO;
    while !stop.load(Ordering::Relaxed) {
        let started = Instant::now();
        db.query_one_raw(statement(&db, sql, [])).await?;
        longest = longest.max(started.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    Ok(longest)
}

/// What the system says about the memory of this process, in MB.
fn memory(what: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix(what))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1_000.0
}
