//! *Accueil* of distinct readers: of a portal with content, of one without any, and of one with ten
//! times the content, in one run and one process.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use backend::{
    Backend,
    access::Caller,
    accounts,
    agenda::{self, NewForm},
    clock::Clock,
    directory::demo,
    entities::{account, membership, session},
    jobs::run_next,
    queue::Kind,
};
use chrono::Days;
use domain::{
    PersonId, SpaceId,
    agenda::EventInput,
    communications::{CommunicationInput, Severity},
    targets::TargetInput,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect,
};
use server::{AppState, config::Settings};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::{
    audience::{fresh_postgres, variable},
    region::{Load, Outcome, Until, load},
    report,
};

/// Announcements, news, messages for each reader, and events of a space.
const CONTENT: [usize; 4] = [20, 50, 200, 100];
const READERS: u64 = 200;
const CONNECTIONS: usize = 16;
const ROUNDS: usize = 3;
const LASTS: Duration = Duration::from_secs(5);
/// A message goes out when it can no longer be taken back.
const TAKEN_BACK: Duration = Duration::from_secs(11);

pub async fn measure() -> Result<(), String> {
    report::title(&format!("The home page of {READERS} readers in turn, {CONNECTIONS} connections"));
    for engine in ["SQLite", "PostgreSQL"] {
        Box::pin(one(engine)).await.map_err(|reason| format!("{engine}: {reason}"))?;
    }
    Ok(())
}

/// A portal of its own, and who reads it.
struct Portal {
    address: SocketAddr,
    tokens: Arc<Vec<String>>,
}

async fn one(engine: &str) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut portals = Vec::new();
    for (name, times) in [("empty", 0), ("content", 1), ("ten_times", 10)] {
        let url = if engine == "SQLite" {
            format!("sqlite:{}?mode=rwc", folder.path().join(format!("{name}.sqlite")).display())
        } else {
            let Some(server) = variable("TEST_POSTGRES_URL") else { return Ok(()) };
            fresh_postgres(&server, &format!("bench_home_{name}")).await?
        };
        portals.push(Box::pin(portal(&url, CONTENT.map(|count| count * times))).await?);
    }
    let mut rates: Vec<Vec<f64>> = vec![Vec::new(); portals.len()];
    for round in 0..=ROUNDS {
        for (portal, rates) in portals.iter().zip(&mut rates) {
            let load = visits(portal).await?;
            // The first round fills what a process keeps.
            if round > 0 {
                rates.push(load.per_second);
            }
        }
    }
    let [empty, content, ten_times] = rates.map_middle();
    let figure = |rate: f64| format!("{rate:.0}/s");
    report::line(&format!("{engine}: without content"), &figure(empty), "", "");
    report::line(
        &format!("{engine}: with {CONTENT:?}"),
        &figure(content),
        &format!("{:.2} of the page without", content / empty),
        "bar 0.70",
    );
    report::line(
        &format!("{engine}: with ten times as much"),
        &figure(ten_times),
        &format!("{:.2} times as long", content / ten_times),
        "bar 1.30",
    );
    Ok(())
}

trait Middle {
    fn map_middle(self) -> [f64; 3];
}

impl Middle for Vec<Vec<f64>> {
    fn map_middle(self) -> [f64; 3] {
        let mut middles = self.into_iter().map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
        });
        [(); 3].map(|()| middles.next().unwrap_or(f64::NAN))
    }
}

async fn visits(portal: &Portal) -> Outcome<Load> {
    let tokens = Arc::clone(&portal.tokens);
    let request = move |turn: usize| {
        let token = &tokens[turn % tokens.len()];
        format!("GET / HTTP/1.1\r\nhost: bench\r\ncookie: portevoix={token}\r\nsec-fetch-site: same-origin\r\n\r\n")
            .into_bytes()
    };
    let load = load(&[portal.address], CONNECTIONS, Duration::ZERO, Until::Time(LASTS), request).await?;
    if load.refused > 0 {
        return Err(format!("{} of {} pages were refused", load.refused, load.answers).into());
    }
    Ok(load)
}

async fn portal(url: &str, content: [usize; 4]) -> Outcome<Portal> {
    let backend = Backend::open(url, 4, Clock::System).await?;
    demo::fill(&backend.db, backend.clock.now(), &|_| {}).await?;
    accounts::give_demo_accounts(&backend).await?;
    if content != [0; 4] {
        fill(&backend, content).await?;
    }
    if backend.db.get_database_backend() == DbBackend::Postgres {
        // As for the region: the server does it itself, but within a minute, in the middle of a round.
        backend.db.execute_unprepared("ANALYZE").await?;
    }
    let tokens = Arc::new(open_sessions(&backend).await?);
    Ok(Portal { address: serve(&backend).await?, tokens })
}

/// Everything is for the pupils of the second year, among whom the readers are.
async fn fill(backend: &Arc<Backend>, [announcements, news, messages, events]: [usize; 4]) -> Outcome<()> {
    let head =
        account::Entity::find().filter(account::Column::Login.eq("direction")).one(&backend.db).await?;
    let caller = Caller::load(&backend.db, head.ok_or("no account direction")?.person_id).await?;
    let today = backend.clock.now().day(chrono_tz::Europe::Paris).ok_or("no today")?;
    let pupils = TargetInput {
        profiles: vec!["National_ELV".to_owned()],
        levels: vec!["2de".to_owned()],
        ..TargetInput::default()
    };
    for (channel, count) in [("announcement", announcements), ("news", news), ("message", messages)] {
        for number in 0..count {
            let mut input =
                CommunicationInput { targets: vec![pupils.clone()], ..CommunicationInput::blank(today) };
            channel.clone_into(&mut input.channel);
            let text = format!("{number} : les cours de l’après-midi se tiennent dans le bâtiment B.");
            Severity::ALL[number % 3].code().clone_into(&mut input.announcement.severity);
            input.announcement.text.clone_from(&text);
            (input.news.title, input.news.body) = (format!("Actualité {number}"), format!("<p>{text}</p>"));
            (input.message.subject, input.message.body) =
                (format!("Message {number}"), format!("<p>{text}</p>"));
            testing::confirmed(backend, &caller, &format!("bench-{channel}-{number}"), &input).await?;
        }
    }
    while run_next(backend, Kind::Publish).await? {}
    tokio::time::sleep(TAKEN_BACK).await;
    while run_next(backend, Kind::Deliver).await? {}
    let space = pupils_space(backend, &caller).await?;
    for number in 0..events {
        let day = today.checked_add_days(Days::new(1 + number as u64 % 300)).ok_or("no day")?;
        let input = EventInput {
            title: format!("Sortie {number}"),
            first_day: day.to_string(),
            starts: "10:00".to_owned(),
            ends: "11:00".to_owned(),
            interval: "1".to_owned(),
            ..EventInput::default()
        };
        let new = NewForm { key: &format!("bench-event-{number}"), input: &input, tells: false };
        agenda::create(backend, &caller, Some(space), new).await?;
    }
    Ok(())
}

async fn pupils_space(backend: &Backend, caller: &Caller) -> Outcome<SpaceId> {
    let spaces = backend::access::readable_spaces(&backend.db, caller).await?;
    let space = spaces.into_iter().find(|space| space.kind == domain::spaces::SpaceKind::Pupils);
    Ok(space.ok_or("no space of pupils")?.id)
}

#[derive(FromQueryResult)]
struct Reader {
    person_id: PersonId,
}

/// Signs the readers in, and returns the tokens of their sessions.
async fn open_sessions(backend: &Backend) -> Outcome<Vec<String>> {
    let (db, now) = (&backend.db, backend.clock.now());
    let cohort = backend::entities::cohort::Entity::find()
        .filter(backend::entities::cohort::Column::Level.eq("2de"))
        .filter(backend::entities::cohort::Column::Profile.eq(domain::directory::Profile::Student));
    let cohorts: Vec<_> = cohort.all(db).await?.into_iter().map(|cohort| cohort.id).collect();
    let readers: Vec<Reader> = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .distinct()
        .filter(membership::Column::CohortId.is_in(cohorts))
        .limit(READERS)
        .into_model()
        .all(db)
        .await?;
    let mut tokens = Vec::new();
    for Reader { person_id } in readers {
        let token = format!("{:064x}", person_id.0);
        let row = session::ActiveModel {
            token_hash: Set(hex::encode(Sha256::digest(token.as_bytes()))),
            person_id: Set(person_id),
            created_at: Set(now),
            expires_at: Set(now.plus(12 * 60 * 60 * 1_000)),
            seen_at: Set(now),
            user_agent: Set(String::new()),
            address: Set(String::new()),
            kept: Set(false),
        };
        session::Entity::insert(row).exec_without_returning(db).await?;
        tokens.push(token);
    }
    if tokens.is_empty() { Err("no readers".into()) } else { Ok(tokens) }
}

async fn serve(backend: &Arc<Backend>) -> Outcome<SocketAddr> {
    let settings = Settings {
        address: ([127, 0, 0, 1], 0).into(),
        forms_per_second: std::num::NonZeroU32::MAX,
        ..Settings::default()
    };
    let router = server::router(AppState::new(Arc::clone(backend), &settings));
    let listener = TcpListener::bind(settings.address).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        server::listen(listener, router, server::Limits::new(10_000), std::future::pending()).await;
    });
    Ok(address)
}
