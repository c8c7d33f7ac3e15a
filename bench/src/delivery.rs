//! Delivering a message, compared with a bare `INSERT … SELECT` of the same rows into a table of
//! the same shape in the same database.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend, Sql, access::Caller, audience::recipients_sql, clock::Clock, database::begin, jobs::run_next,
    queue::Kind,
};
use domain::{EstablishmentId, fields::FieldErrors, targets::Audience};
use sea_orm::ConnectionTrait;
use testing::crowd::{self, Crowd};

use crate::{
    audience::{fresh_postgres, variable},
    report,
};

const ROUNDS: usize = 3;
const SCHOOLS: u32 = 1_000;

/// The same columns, key and index as `delivery`.
const BARE: [&str; 2] = [
    "CREATE TABLE bare_delivery (message_id bigint NOT NULL, person_id bigint NOT NULL, \
     establishment_id bigint, several boolean NOT NULL DEFAULT FALSE, sent_at bigint NOT NULL, \
     folder integer NOT NULL, read_at bigint, acknowledged_at bigint, covered_at bigint, \
     PRIMARY KEY (message_id, person_id))",
    "CREATE INDEX bare_inbox ON bare_delivery (person_id, folder, sent_at, message_id, read_at)",
];

pub async fn measure() -> Result<(), String> {
    let people: u32 = variable("BENCH_PEOPLE").and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    report::title(&format!("Delivering a message, {people} people in {SCHOOLS} schools"));
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    one("SQLite", &sqlite, people).await?;
    match variable("TEST_POSTGRES_URL") {
        Some(url) => one("PostgreSQL", &fresh_postgres(&url, "bench_delivery").await?, people).await,
        None => Ok(()),
    }
}

async fn one(engine: &str, url: &str, people: u32) -> Result<(), String> {
    let text = |reason: backend::Error| reason.to_string();
    let backend = Backend::open(url, 4, Clock::System).await.map_err(text)?;
    let crowd = crowd::fill(&backend.db, people, SCHOOLS).await.map_err(|reason| reason.to_string())?;
    for sql in BARE {
        backend.db.execute_unprepared(sql).await.map_err(|reason| reason.to_string())?;
    }
    backend.audience.current(&backend.db).await.map_err(text)?;
    for part in [10, 1] {
        let schools = &crowd.schools[..crowd.schools.len() / part];
        let (mut bare, mut ours, mut count) = (Vec::new(), Vec::new(), 0);
        let before = resident();
        for round in 0..ROUNDS {
            bare.push(insert(&backend, &crowd, schools, part * 10 + round).await?);
            let (time, people) = deliver(&backend, &crowd, schools, &format!("{part}-{round}")).await?;
            ours.push(time);
            count = people;
        }
        let (bare, ours) = (report::median(bare), report::median(ours));
        report::line(
            &format!("{engine}: {count} people, due to finished"),
            &report::milliseconds(ours),
            &format!(
                "bare INSERT … SELECT {}: {:.2} times",
                report::milliseconds(bare),
                ours.as_secs_f64() / bare.as_secs_f64()
            ),
            "bar 2.00, aim 1.25",
        );
        report::line(
            &format!("{engine}: resident before and after"),
            &format!("{:.1} MB", resident()),
            &format!("before {before:.1} MB"),
            "flat",
        );
    }
    Ok(())
}

/// Inserts the recipients and nothing else.
async fn insert(
    backend: &Arc<Backend>,
    crowd: &Crowd,
    schools: &[EstablishmentId],
    number: usize,
) -> Result<Duration, String> {
    let mut errors = FieldErrors::default();
    let input = crowd.message("", schools);
    let targets = input.parse_targets(&mut errors).ok_or_else(|| format!("{errors:?}"))?;
    let all = crowd.schools.iter().copied().collect();
    let audience = Audience::resolve(&targets, &all).map_err(|(_, problem)| problem.to_string())?;
    let sql = Sql::new(format!(
        "INSERT INTO bare_delivery (message_id, person_id, establishment_id, several, sent_at, folder) \
         SELECT {number}, r.person_id, r.establishment_id, r.several, 0, 0 FROM ("
    ));
    let sql = sql.nest(recipients_sql(&audience)).then(") r WHERE 1 = 1");
    let started = Instant::now();
    let transaction = begin(&backend.db).await.map_err(|reason| reason.to_string())?;
    let rows = transaction.execute_raw(sql.on(&transaction)).await;
    rows.map_err(|reason| reason.to_string())?;
    transaction.commit().await.map_err(|reason| reason.to_string())?;
    Ok(started.elapsed())
}

/// Delivers a due message to the last inbox; returns the time and the number of deliveries.
async fn deliver(
    backend: &Arc<Backend>,
    crowd: &Crowd,
    schools: &[EstablishmentId],
    key: &str,
) -> Result<(Duration, i64), String> {
    let text = |reason: backend::Error| reason.to_string();
    let caller = Caller::load(&backend.db, crowd.author).await.map_err(text)?;
    let input = crowd.message("Message", schools);
    let made = testing::confirmed(backend, &caller, &format!("bench-key-{key}"), &input).await;
    let id = made.map_err(text)?.id;
    let started = Instant::now();
    let found = run_next(backend, Kind::Deliver).await.map_err(text)?;
    let time = started.elapsed();
    while run_next(backend, Kind::Deliver).await.map_err(text)? {}
    let sql = "SELECT delivered FROM message WHERE communication_id = :id AND finished_at IS NOT NULL";
    let row = backend.db.query_one_raw(Sql::new(sql).bind("id", id).on(&backend.db)).await;
    let row = row.map_err(|reason| reason.to_string())?.filter(|_| found).ok_or("nothing was delivered")?;
    Ok((time, row.try_get_by_index(0).map_err(|reason| reason.to_string())?))
}

/// Memory of this process, in MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1_000.0
}
