//! `GET /api/announcements` for a signed-in reader with 20 active announcements, compared with a
//! bare axum JSON route in the same process; `wrk` makes the load.

use std::{net::SocketAddr, process::Command, sync::Arc, time::Duration};

use axum::{Json, Router, routing::get};
use backend::{
    Backend, Workers, access::Caller, accounts, clock::Clock, directory::demo, door, jobs::run_next,
    queue::Kind,
};
use domain::{
    communications::{CommunicationInput, Severity, channels::announcement::AnnouncementInput},
    targets::TargetInput,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::{AppState, config::Settings};
use tokio::net::TcpListener;

use crate::{
    audience::{fresh_postgres, variable},
    report,
};

const ANNOUNCEMENTS: usize = 20;
const CONNECTIONS: &str = "64";
const SECONDS: &str = "5s";
const ROUNDS: usize = 3;

pub async fn measure() -> Result<(), String> {
    report::title(&format!(
        "GET /api/announcements with {ANNOUNCEMENTS} active announcements, {CONNECTIONS} connections"
    ));
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    one("SQLite", &sqlite).await?;
    match variable("TEST_POSTGRES_URL") {
        Some(url) => one("PostgreSQL", &fresh_postgres(&url, "bench_announcements").await?).await,
        None => Ok(()),
    }
}

async fn one(engine: &str, url: &str) -> Result<(), String> {
    let backend = Backend::open(url, 4, Clock::System).await.map_err(|reason| reason.to_string())?;
    demo::fill(&backend.db, backend.clock.now(), &|_| {}).await.map_err(|reason| reason.to_string())?;
    accounts::give_demo_accounts(&backend).await.map_err(|reason| reason.to_string())?;
    deploy_many(&backend).await?;
    let _workers = Workers::start(&backend);
    let token = door::sign_in(&backend, "eleve", &"demo-portevoix".into(), &door::From::default())
        .await
        .map_err(|reason| reason.to_string())?;
    let door::SignInStep::Open(opened) = token else { return Err("a second factor".to_owned()) };
    let token = opened.session;
    let address = serve(&backend).await?;

    let ours_headers =
        [format!("Cookie: portevoix={}", token.as_str()), "Sec-Fetch-Site: same-origin".to_owned()];
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(load(&format!("http://{address}/bare"), &[]).await?);
        ours.push(load(&format!("http://{address}/api/announcements"), &ours_headers).await?);
    }
    let (ours, bare) = (middle(ours), middle(bare));
    report::line(
        &format!("{engine}: requests per second"),
        &format!("{:.0}", ours.rate),
        &format!("bare route {:.0}: {:.2} of it", bare.rate, ours.rate / bare.rate),
        "bar 0.50",
    );
    report::line(
        &format!("{engine}: p99"),
        &report::milliseconds(ours.p99),
        &format!(
            "bare route {}: {:.2} times",
            report::milliseconds(bare.p99),
            ours.p99.as_secs_f64() / bare.p99.as_secs_f64()
        ),
        "bar below 4",
    );
    Ok(())
}

/// Twenty announcements for every pupil of the lycée.
async fn deploy_many(backend: &Arc<Backend>) -> Result<(), String> {
    let head = backend::entities::account::Entity::find()
        .filter(backend::entities::account::Column::Login.eq("direction"))
        .one(&backend.db)
        .await
        .map_err(|reason| reason.to_string())?
        .ok_or("no account direction")?;
    let caller = Caller::load(&backend.db, head.person_id).await.map_err(|reason| reason.to_string())?;
    let today = backend.clock.now().day(chrono_tz::Europe::Paris).ok_or("no today")?;
    for number in 0..ANNOUNCEMENTS {
        let input = CommunicationInput {
            targets: vec![TargetInput {
                profiles: vec!["National_ELV".to_owned()],
                ..TargetInput::default()
            }],
            announcement: AnnouncementInput {
                severity: Severity::ALL[number % 3].code().to_owned(),
                text: format!(
                    "Annonce {number} : les cours de l’après-midi se tiennent dans le bâtiment B, entrée rue des Écoles."
                ),
                ..AnnouncementInput::blank(today)
            },
            ..CommunicationInput::blank(today)
        };
        testing::confirmed(backend, &caller, &format!("bench-key-{number}"), &input)
            .await
            .map_err(|reason| reason.to_string())?;
    }
    while run_next(backend, Kind::Publish).await.map_err(|reason| reason.to_string())? {}
    Ok(())
}

async fn serve(backend: &Arc<Backend>) -> Result<SocketAddr, String> {
    let settings = Settings {
        address: ([127, 0, 0, 1], 0).into(),
        forms_per_second: std::num::NonZeroU32::MAX,
        ..Settings::default()
    };
    let bare =
        Router::new().route("/bare", get(|| async { Json(serde_json::json!({ "announcements": [] })) }));
    let router = server::router(AppState::new(Arc::clone(backend), &settings)).merge(bare);
    let listener = TcpListener::bind(settings.address).await.map_err(|reason| reason.to_string())?;
    let address = listener.local_addr().map_err(|reason| reason.to_string())?;
    tokio::spawn(async move {
        server::listen(listener, router, server::Limits::new(10_000), std::future::pending()).await;
    });
    Ok(address)
}

struct Load {
    rate: f64,
    p99: Duration,
}

fn middle(mut loads: Vec<Load>) -> Load {
    loads.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    loads.swap_remove(loads.len() / 2)
}

async fn load(url: &str, headers: &[String]) -> Result<Load, String> {
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c", CONNECTIONS, "-d", SECONDS, "--latency"]);
    for header in headers {
        command.args(["-H", header]);
    }
    command.arg(url);
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .map_err(|reason| reason.to_string())?
        .map_err(|reason| format!("wrk cannot be started: {reason}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if printed.contains("Non-2xx") {
        return Err(format!("{url} refused requests:\n{printed}"));
    }
    let value = |label: &str| {
        printed.lines().find_map(|line| line.trim().strip_prefix(label).map(|rest| rest.trim().to_owned()))
    };
    let rate = value("Requests/sec:").and_then(|text| text.parse().ok());
    let p99 = value("99%").and_then(|text| duration(&text));
    match (rate, p99) {
        (Some(rate), Some(p99)) => Ok(Load { rate, p99 }),
        _ => Err(format!("wrk printed no figures:\n{printed}")),
    }
}

/// `812.00us`, `1.25ms`, `1.02s`
fn duration(text: &str) -> Option<Duration> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(split);
    let seconds = number.parse::<f64>().ok()?
        * match unit {
            "us" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            _ => return None,
        };
    Some(Duration::from_secs_f64(seconds))
}
