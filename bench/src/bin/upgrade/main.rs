//! The upgrade of a large database of an earlier version, killed half-way and continued: `make
//! upgrade`. Prints its time; exits with 1 if a kill left anything half done, or a row is lost.

mod previous;

use std::{
    process::{Child, Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use backend::database;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};

use self::previous::{FROM, Size};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// After how long an upgrade is killed, in milliseconds.
const KILLS: [u64; 6] = [50, 150, 400, 1_000, 2_500, 6_000];

#[tokio::main]
async fn main() -> ExitCode {
    let number =
        |name: &str, otherwise: u32| variable(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let size = Size {
        people: number("UPGRADE_PEOPLE", 1_000_000),
        schools: number("UPGRADE_SCHOOLS", 2_000),
        announcements: number("UPGRADE_ANNOUNCEMENTS", 300),
    };
    match both(&size).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("upgrade: {reason}");
            ExitCode::FAILURE
        }
    }
}

async fn both(size: &Size) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("upgrade.sqlite").display());
    println!("SQLite");
    upgrade(&url, size).await?;
    let Some(server) = variable("TEST_POSTGRES_URL") else {
        println!("PostgreSQL: skipped, TEST_POSTGRES_URL is not set");
        return Ok(());
    };
    println!("PostgreSQL");
    let admin = database::connect(&server, 1).await?;
    let name = format!("upgrade_{:08x}", getrandom::u32()?);
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let address = server.rsplit_once('/').map_or(server.as_str(), |(address, _)| address);
    let done = upgrade(&format!("{address}/{name}"), size).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    done
}

async fn upgrade(url: &str, size: &Size) -> Outcome<()> {
    let db = database::connect(url, 1).await?;
    let began = Instant::now();
    previous::fill(&db, size).await?;
    let before = previous::counts(&db).await?;
    println!("  filled in {:.1} s: {before:?}", began.elapsed().as_secs_f64());
    let (mut killed, mut took) = (0, None);
    for after in KILLS {
        took = run_until(url, Some(Duration::from_millis(after))).await?;
        if took.is_some() {
            break;
        }
        let applied = applied(&db).await?;
        if applied != FROM && applied != migrations::names().len() {
            return Err(format!("a kill after {after} ms left {applied} changes of the schema").into());
        }
        killed += 1;
    }
    println!("  killed {killed} times; each time the whole upgrade was undone, or done");
    if took.is_none() {
        took = run_until(url, None).await?;
    }
    println!("  then upgraded in {:.2} s", took.unwrap_or_default().as_secs_f64());
    let after = previous::counts(&db).await?;
    if applied(&db).await? != migrations::names().len() || after != before {
        return Err(format!("rows were lost: {before:?} became {after:?}").into());
    }
    db.close().await?;
    Ok(())
}

/// Runs the upgrade, and kills it after a while. How long it took, if it came to its end.
async fn run_until(url: &str, kill: Option<Duration>) -> Outcome<Option<Duration>> {
    let began = Instant::now();
    let mut process = migrate(url)?;
    loop {
        if let Some(status) = process.try_wait()? {
            return if status.success() {
                Ok(Some(began.elapsed()))
            } else {
                Err("the upgrade failed".into())
            };
        }
        if kill.is_some_and(|after| began.elapsed() >= after) {
            process.kill()?;
            process.wait()?;
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn applied(db: &DatabaseConnection) -> Outcome<usize> {
    Ok(database::applied(db).await?.len())
}

fn migrate(url: &str) -> Outcome<Child> {
    let program = variable("PORTEVOIX_BINARY").ok_or("PORTEVOIX_BINARY names no program")?;
    let mut command = Command::new(program);
    command.args(["migrate", "--database-url", url]).stdin(Stdio::null()).stdout(Stdio::null());
    Ok(command.spawn()?)
}

#[allow(clippy::disallowed_methods, reason = "a bench has no configuration")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
