//! Counting ten targets over a million people, on both databases.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend,
    audience::person_count,
    clock::Clock,
    database,
    directory::{
        generate::{self, Plan},
        import::{self, Options},
    },
};
use domain::{
    EstablishmentId,
    communications::CommunicationInput,
    fields::FieldErrors,
    targets::{Audience, TargetInput},
};

use crate::{people, report};

const RUNS: usize = 51;

pub async fn measure() -> Result<(), String> {
    let people: u32 = variable("BENCH_PEOPLE").and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    report::title(&format!("Audience of 10 mixed targets over {people} people"));
    let files = generate::files(&Plan { people, seed: 1 }).map_err(|reason| reason.to_string())?;
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    one("SQLite", &sqlite, &files).await?;
    let Some(url) = variable("TEST_POSTGRES_URL") else {
        println!("PostgreSQL: left out, TEST_POSTGRES_URL is not set");
        return Ok(());
    };
    one("PostgreSQL", &fresh_postgres(&url, "bench_audience").await?, &files).await
}

async fn one(engine: &str, url: &str, files: &import::Files) -> Result<(), String> {
    let backend = Backend::open(url, 4, Clock::System).await.map_err(|reason| reason.to_string())?;
    let started = Instant::now();
    let imported = import::run(&backend.db, files, Options::default(), backend.clock.now(), &|_| {}).await;
    let imported = imported.map_err(|reason| reason.to_string())?;
    report::line(
        &format!("{engine}: import of {} people", imported.people.added),
        &format!("{:.1} s", started.elapsed().as_secs_f64()),
        "",
        "",
    );
    let started = Instant::now();
    backend.audience.current(&backend.db).await.map_err(|reason| reason.to_string())?;
    report::line(
        &format!("{engine}: building the index in memory"),
        &report::milliseconds(started.elapsed()),
        "once after an import",
        "",
    );

    let audience = ten_targets(&backend).await?;
    let (sql, total) = timed(5, || person_count(&backend.db, &audience)).await?;
    let (memory, counted) =
        timed(RUNS, || async { Ok(backend.audience.current(&backend.db).await?.count(&audience).total) })
            .await?;
    if counted != total {
        return Err(format!("{engine}: the index counts {counted}, SQL counts {total}"));
    }
    let ratio = sql.as_secs_f64() / memory.as_secs_f64();
    report::line(
        &format!("{engine}: count of {total} people, freshness checked"),
        &report::milliseconds(memory),
        &format!("SQL alone {}, {ratio:.0} times as long", report::milliseconds(sql)),
        "bar 50 ms, aim 5 ms",
    );
    people::measure(engine, &backend).await?;
    backend.db.clone().close().await.map_err(|reason| reason.to_string())
}

async fn timed<F>(runs: usize, mut work: impl FnMut() -> F) -> Result<(Duration, u64), String>
where
    F: Future<Output = backend::Result<u64>>,
{
    let mut times = Vec::with_capacity(runs);
    let mut answer = 0;
    for _ in 0..runs {
        let started = Instant::now();
        answer = work().await.map_err(|reason| reason.to_string())?;
        times.push(started.elapsed());
    }
    Ok((report::median(times), answer))
}

/// Ten targets of different shapes over every school of the directory.
async fn ten_targets(backend: &Arc<Backend>) -> Result<Audience, String> {
    use sea_orm::{EntityTrait, QueryOrder};
    let schools: Vec<EstablishmentId> = backend::entities::establishment::Entity::find()
        .order_by_asc(backend::entities::establishment::Column::Id)
        .all(&backend.db)
        .await
        .map_err(|reason| reason.to_string())?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let of = |profiles: &[&str], levels: &[&str], functions: &[&str], subjects: &[&str]| TargetInput {
        profiles: profiles.iter().map(ToString::to_string).collect(),
        levels: levels.iter().map(ToString::to_string).collect(),
        functions: functions.iter().map(ToString::to_string).collect(),
        subjects: subjects.iter().map(ToString::to_string).collect(),
        ..TargetInput::default()
    };
    let some_schools = TargetInput {
        custom_establishments: true,
        establishments: schools.iter().step_by(7).map(ToString::to_string).collect(),
        ..of(&["National_ELV"], &["6e"], &[], &[])
    };
    let targets = vec![
        of(&["National_ENS"], &[], &[], &["Mathématiques"]),
        of(&["National_ENS"], &[], &[], &["Anglais", "Espagnol"]),
        of(&["National_TUT"], &["6e"], &[], &[]),
        of(&["National_TUT", "National_ELV"], &["Terminale"], &[], &[]),
        of(&[], &[], &["CPE"], &[]),
        of(&[], &[], &["Infirmière", "Copsy"], &[]),
        of(&["National_DIR"], &[], &[], &[]),
        of(&["National_DOC", "National_EVS"], &[], &[], &[]),
        of(&["National_ETA"], &[], &[], &[]),
        some_schools,
    ];
    let input = CommunicationInput { targets, ..CommunicationInput::default() };
    let mut errors = FieldErrors::default();
    let targets = input.parse_targets(&mut errors).ok_or_else(|| format!("{errors:?}"))?;
    let schools: BTreeSet<_> = schools.into_iter().collect();
    Audience::resolve(&targets, &schools)
        .map_err(|(position, problem)| format!("target {position}: {problem}"))
}

/// A new database on the server of `url`.
pub async fn fresh_postgres(url: &str, name: &str) -> Result<String, String> {
    use sea_orm::ConnectionTrait;
    let admin = database::connect(url, 1).await.map_err(|reason| reason.to_string())?;
    let name = format!("{name}_{}", std::process::id());
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .map_err(|reason| reason.to_string())?;
    let (server, _) = url.rsplit_once('/').ok_or("TEST_POSTGRES_URL names no database")?;
    Ok(format!("{server}/{name}"))
}

#[allow(clippy::disallowed_methods, reason = "a benchmark has no configuration")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
