//! Deliveries under SIGKILL: `make torture`.
//!
//! Real servers deliver messages to many people and are killed at random instants; other messages
//! are cancelled at random instants, and announcements while they are published. Processes that
//! cancel, import, sweep or change a password are killed too. In the end everybody must have each
//! message once, and nobody may have a cancelled one. Exits with 1 if anything is lost, doubled,
//! miscounted or half done, or if two transactions waited for each other.

mod acts;
mod announcements;
mod cancels;
mod check;
mod kills;
mod scene;
mod servers;

use std::{process::ExitCode, time::Instant};

use backend::database;
use rand::{SeedableRng as _, rngs::StdRng};
use sea_orm::ConnectionTrait as _;

use self::scene::Scene;

/// The parameters, from the environment.
pub struct Plan {
    /// `TORTURE_PEOPLE`
    pub people: u32,
    /// `TORTURE_KILLS`
    pub kills: u32,
    /// `TORTURE_CANCELS`
    pub cancels: u32,
    /// `TORTURE_ACTS`: how often each of the acts is killed.
    pub acts: u32,
    /// `TORTURE_SCHOOLS`
    pub schools: u32,
    /// `TORTURE_SEED`
    pub seed: u64,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((acts::ACT, act)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return ended(acts::act(act).await);
    }
    let number =
        |name: &str, otherwise: u64| variable(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let small =
        |name: &str, otherwise: u32| u32::try_from(number(name, otherwise.into())).unwrap_or(otherwise);
    let plan = Plan {
        people: small("TORTURE_PEOPLE", 100_000),
        kills: small("TORTURE_KILLS", 200),
        cancels: small("TORTURE_CANCELS", 50),
        acts: small("TORTURE_ACTS", 40),
        schools: small("TORTURE_SCHOOLS", 300),
        seed: number("TORTURE_SEED", getrandom::u32().unwrap_or_default().into()),
    };
    println!("seed {}: TORTURE_SEED={} repeats the choices of this run", plan.seed, plan.seed);
    ended(Box::pin(all(&plan)).await)
}

fn ended(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("torture: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// For the crowd and its messages, for the imports, and for the sweeps and passwords.
const DATABASES: [&str; 3] = ["crowd", "imports", "account"];

async fn all(plan: &Plan) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let sqlite = DATABASES.map(|name| format!("sqlite:{}?mode=rwc", folder.path().join(name).display()));
    // At the same time: both mostly wait.
    let (on_sqlite, on_postgres) = tokio::join!(one("SQLite", &sqlite, 1, plan), postgres(plan));
    on_sqlite.and(on_postgres)
}

async fn postgres(plan: &Plan) -> Outcome<()> {
    let Some(server) = variable("TEST_POSTGRES_URL") else {
        println!("PostgreSQL: left out, TEST_POSTGRES_URL is not set");
        return Ok(());
    };
    let names = DATABASES.map(|name| format!("torture_{}_{name}", std::process::id()));
    let admin = database::connect(&server, 1).await?;
    let (address, _) = server.rsplit_once('/').ok_or("TEST_POSTGRES_URL names no database")?;
    for name in &names {
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    }
    let outcome = one("PostgreSQL", &names.each_ref().map(|name| format!("{address}/{name}")), 2, plan).await;
    for name in &names {
        admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    }
    outcome
}

async fn one(
    engine: &str,
    [crowd, imports, account]: &[String; 3],
    processes: usize,
    plan: &Plan,
) -> Outcome<()> {
    let started = Instant::now();
    let mut random = StdRng::seed_from_u64(plan.seed);
    let mut scene = Scene::open(crowd, processes, plan.people, plan.schools).await?;
    println!(
        "{engine}: {} people, {processes} server(s), one delivery takes {} ms undisturbed",
        plan.people,
        scene.takes.as_millis()
    );
    let killed = kills::run(&mut scene, plan.kills, &mut random).await?;
    println!(
        "{engine}: {} kills, {} of them while a delivery was unfinished; {} messages, 0 lost, 0 doubled",
        killed.kills, killed.landed, killed.messages
    );
    let cancelled = cancels::run(&mut scene, plan.cancels, &mut random).await?;
    println!(
        "{engine}: {} cancelled ({} before it was resolved, {} in the middle, {} after the end), nothing delivered since",
        plan.cancels, cancelled.before, cancelled.middle, cancelled.after
    );
    let announced = announcements::run(&mut scene, plan.cancels, &mut random).await?;
    println!(
        "{engine}: {} announcements in {} schools cancelled ({} while they were published), none shown since, {} deadlocks",
        plan.cancels, plan.schools, announced.middle, announced.deadlocks
    );
    let told = |what: &str, killed: acts::Killed| {
        let acts::Killed { acts, before_their_end } = killed;
        println!(
            "{engine}: {acts} processes killed while they {what}, {before_their_end} before their end; 0 half done"
        );
    };
    told("cancelled", acts::cancels(&mut scene, plan.acts, &mut random).await?);
    told("imported", acts::imports(imports, plan.acts, &mut random).await?);
    told("swept", acts::sweeps(account, plan.acts, &mut random).await?);
    told("changed a password", acts::passwords(account, plan.acts, &mut random).await?);
    println!("{engine}: {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

#[allow(clippy::disallowed_methods, reason = "a test has no configuration")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
