//! The widget: what distinct readers are answered on the pages of a portal, and how many readers get
//! a token at eight o'clock.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use backend::{
    Backend,
    clock::Clock,
    database,
    entities::{portal, portal_key, widget_token},
    revision,
};
use domain::portals::{PortalState, SigningAlgorithm};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testing::{PORTAL_ORIGIN, SigningPortal};

use super::{
    Outcome, Running, Sizes, Table, World,
    http::{Connection, source},
    load::{Load, Until, load},
    readers::Churn,
    table::milliseconds,
};

const CONNECTIONS: usize = 64;
const ROWS: usize = 2_000;
/// The readers whose answers are asked for again with their tag.
const AGAIN: usize = 2_000;
/// How long a connection waits after an exchange: a process gives a portal no more than 2 000 tokens a
/// second, and asks whoever comes beyond that to come later.
const BETWEEN_EXCHANGES: Duration = Duration::from_millis(20);
/// Statements that are exchanged in one run.
const STATEMENTS: usize = 12_000;
const TEN_MINUTES: i64 = 10 * 60 * 1_000;

/// Answers and exchanges; then answers in a region with more announcements.
pub async fn measure(
    world: &World,
    running: &Running,
    (url, processes): (&str, usize),
    sizes: &Sizes,
    table: &mut Table,
) -> Outcome<()> {
    let portal = SigningPortal::new("bench", SigningAlgorithm::EdDsa);
    register(world, &portal).await?;
    let here = answers(world, running, sizes, Some(&mut *table)).await?;
    exchanges(world, running, &portal, table).await?;
    let more = Sizes { announcements: sizes.announcements * sizes.times, ..sizes.with_steps(&["widget"]) };
    let there = Box::pin(World::make(url, &more)).await?;
    let running = Running::start(url, processes, &more).await?;
    register(&there, &portal).await?;
    let there = answers(&there, &running, &more, None).await?;
    let figures = format!("{:.0} µs, then {:.0} µs: {:.2} times", here * 1e6, there * 1e6, there / here);
    table.row(
        &format!("  processor for an answer with {} times the announcements", sizes.times),
        figures,
        "≤ 1.3 times",
    );
    Ok(())
}

/// The portal, and a token for each reader.
async fn register(world: &World, signs: &SigningPortal) -> Outcome<()> {
    let backend = Backend::open(&world.url, 2, Clock::System).await?;
    let now = backend.clock.now();
    let tx = database::begin(&backend.db).await?;
    let row = portal::ActiveModel {
        name: Set("Portail".to_owned()),
        issuer: Set(signs.issuer.clone()),
        prefixes: Set("*".to_owned()),
        origins: Set(PORTAL_ORIGIN.to_owned()),
        keys_address: Set(None),
        state: Set(PortalState::Active),
        created_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&tx).await?.id;
    let key = portal_key::ActiveModel {
        portal_id: Set(id),
        name: Set(format!("{}-1", signs.issuer)),
        algorithm: Set(SigningAlgorithm::EdDsa),
        public_key: Set(signs.jwk()),
        added_at: Set(now),
        valid_until: Set(None),
        ..Default::default()
    };
    let key = key.insert(&tx).await?.id;
    let rows: Vec<widget_token::ActiveModel> = world
        .readers
        .iter()
        .map(|reader| {
            let row = widget_token::Model {
                token_hash: hex::encode(Sha256::digest(reader.token.as_bytes())),
                portal_id: id,
                given_for: format!("key {key}"),
                person_id: reader.person,
                origin: Some(PORTAL_ORIGIN.to_owned()),
                statement: None,
                expires_at: now.plus(6 * TEN_MINUTES),
                issuer: Some(signs.issuer.clone()),
            };
            row.into_active_model()
        })
        .collect();
    for some in rows.chunks(ROWS) {
        widget_token::Entity::insert_many(some.to_vec()).exec_without_returning(&tx).await?;
    }
    revision::raise(&tx, revision::SESSIONS).await?;
    tx.commit().await?;
    // The processes hear of it.
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

fn asking(token: &str, tag: &str) -> Vec<u8> {
    format!(
        "GET /api/widget/annonces?langue=fr HTTP/1.1\r\nhost: region\r\norigin: {PORTAL_ORIGIN}\r\n\
         sec-fetch-site: cross-site\r\naccept-encoding: gzip, deflate, br, zstd\r\nauthorization: Bearer {token}\r\n{tag}\r\n"
    )
    .into_bytes()
}

/// Distinct readers in turn, beside a bare route. Returns the seconds of processor of an answer.
async fn answers(world: &World, running: &Running, sizes: &Sizes, table: Option<&mut Table>) -> Outcome<f64> {
    let tokens: Arc<Vec<String>> =
        Arc::new(world.readers.iter().map(|reader| reader.token.clone()).collect());
    let to = running.addresses();
    let of = |tokens: &Arc<Vec<String>>| {
        let tokens = Arc::clone(tokens);
        move |turn: usize| asking(&tokens[turn % tokens.len()], "")
    };
    // Each process learns each reader: whoever looks again does so every few seconds, on any of them.
    for process in &to[1..] {
        let all = Until::Count(tokens.len());
        accepted(&load(&[*process], CONNECTIONS, Duration::ZERO, all, of(&tokens)).await?, 0)?;
    }
    let first = load(&to[..1], CONNECTIONS, Duration::ZERO, Until::Count(tokens.len()), of(&tokens)).await?;
    accepted(&first, 0)?;
    let get = |_| b"GET /bare HTTP/1.1\r\nhost: region\r\n\r\n".to_vec();
    let bare = load(&[running.bare()], CONNECTIONS, Duration::ZERO, Until::Time(sizes.time()), get).await?;
    let before = running.used()?.seconds;
    let quiet = load(&to, CONNECTIONS, Duration::ZERO, Until::Time(sizes.time()), of(&tokens)).await?;
    accepted(&quiet, 0)?;
    let cost = (running.used()?.seconds - before) / count(quiet.answers);
    let Some(table) = table else { return Ok(cost) };
    row(table, "a bare JSON route", &bare, "");
    row(table, "widget, each reader for the first time", &first, "");
    row(table, "widget, distinct readers in turn", &quiet, "");
    table.row("  of the bare route", format!("{:.2}", quiet.per_second / bare.per_second), "≥ 0.6");
    table.row(
        "  readers that five seconds carry, by this rate",
        format!("{:.0}", quiet.per_second * 5.0),
        "",
    );
    let known = tags(to[0], &tokens).await?;
    let again = move |turn: usize| {
        let (token, tag) = &known[turn % known.len()];
        asking(token, &format!("if-none-match: {tag}\r\n"))
    };
    let same = load(&to[..1], CONNECTIONS, Duration::ZERO, Until::Time(sizes.time()), again).await?;
    accepted(&same, same.answers)?;
    row(table, "widget, nothing is new (304)", &same, "");
    table.row("  of the bare route", format!("{:.2}", same.per_second / bare.per_second), "");
    Ok(cost)
}

/// Some readers with the tags of their answers.
async fn tags(to: SocketAddr, tokens: &[String]) -> Outcome<Vec<(String, String)>> {
    let mut connection = Connection::open(to, source(0)).await?;
    let mut known = Vec::new();
    for token in tokens.iter().take(AGAIN) {
        let answer = connection.ask(&asking(token, "")).await?;
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(answer.body)[..8]));
        known.push((token.clone(), tag));
    }
    Ok(known)
}

/// Readers who open their portal at the same minute, while schools deploy.
async fn exchanges(
    world: &World,
    running: &Running,
    signs: &SigningPortal,
    table: &mut Table,
) -> Outcome<()> {
    let to = running.addresses();
    let audiences: Vec<String> = to.iter().map(|address| format!("http://{address}")).collect();
    let second = Clock::System.now().0 / 1_000;
    let bodies: Vec<String> = (0..STATEMENTS)
        .map(|number| {
            let reader = &world.readers[number % world.readers.len()];
            let mut claims: Value = signs.claims(&world.identifier(reader.person), second);
            claims["aud"] = json!(audiences);
            claims["exp"] = json!(second + 300);
            json!({ "statement": signs.signs(&claims) }).to_string()
        })
        .collect();
    let request = move |turn: usize| {
        let body = &bodies[turn % bodies.len()];
        // Each from an address of its own, as a proxy in front says.
        let from = format!("10.{}.{}.{}", (turn >> 16) & 255, (turn >> 8) & 255, turn & 255);
        format!(
            "POST /api/widget/jeton HTTP/1.1\r\nhost: region\r\norigin: {PORTAL_ORIGIN}\r\nx-forwarded-for: {from}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    };
    let churn = Churn::start(world, running);
    let load = load(&to, CONNECTIONS, BETWEEN_EXCHANGES, Until::Count(STATEMENTS), request).await?;
    churn.stop().await?;
    row(table, "statements exchanged while 5 schools a second deploy", &load, "≥ 1000/s");
    table.row("  refused or asked to come later", load.refused.to_string(), "0");
    Ok(())
}

fn accepted(load: &Load, other: usize) -> Outcome<()> {
    if load.refused == other {
        return Ok(());
    }
    Err(format!("widget: {} of {} had another status, and not {other}", load.refused, load.answers).into())
}

fn row(table: &mut Table, what: &str, load: &Load, asked: &str) {
    let Load { per_second, p50, p99, .. } = load;
    let figures = format!("{per_second:.0}/s, p50 {}, p99 {}", milliseconds(*p50), milliseconds(*p99));
    table.row(what, figures, asked);
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
fn count(answers: usize) -> f64 {
    answers as f64
}
