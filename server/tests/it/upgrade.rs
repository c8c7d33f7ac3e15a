//! A database of the previous version, with a week of a school in it, shows the same pages after
//! its upgrade.

use std::{fmt::Write as _, sync::Arc};

use backend::{Backend, Services, clock::Clock, database};
use domain::time::Millis;
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use server::{AppState, Limits, config::Settings, listen, router};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use testing_server::{Browser, at, both_engines, deliver_next, publish_next};

/// Rows written by the previous version, for its schema, which ends with this many migrations.
const ROWS: &str = include_str!("upgrade/previous.sql");
const MIGRATIONS_BEFORE: u32 = 6;
/// Shortly after the last row was written.
const NOW: &str = "2026-11-28T14:00:00Z";
const PEOPLE: [(&str, i64); 6] = [
    ("direction", 1),
    ("infirmiere", 2),
    ("enseignant", 3),
    ("collectivite", 5),
    ("admin", 6),
    ("parent", 7),
];

/// The pages that each person opens.
const PAGES: [(&str, &str); 22] = [
    ("direction", "/communications/emises"),
    ("direction", "/communications/1"),
    ("direction", "/communications/2"),
    ("direction", "/communications/3"),
    ("direction", "/communications/4"),
    ("direction", "/communications/6"),
    ("direction", "/communications/7"),
    ("direction", "/communications/8"),
    ("direction", "/communications/nouvelle?brouillon=1"),
    ("direction", "/communications/nouvelle?dupliquer=1&quoi=tout"),
    ("direction", "/messagerie"),
    ("direction", "/administration/services/communication-ciblee"),
    ("collectivite", "/communications/5"),
    ("enseignant", "/communications/nouvelle?brouillon=2"),
    ("enseignant", "/messagerie"),
    ("infirmiere", "/communications/emises"),
    ("parent", "/"),
    ("parent", "/messagerie"),
    ("parent", "/messagerie/9"),
    ("admin", "/administration/journal"),
    ("admin", "/administration/annuaire?rapport=1"),
    ("admin", "/administration/comptes"),
];

/// The earlier session of a person, by the cookie that their browser still has.
fn cookie_of(login: &str) -> String {
    format!("a-session-from-before-{login}")
}

async fn run(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
}

/// The database as the previous version left it.
async fn version_before(url: &str) {
    let db = database::connect(url, 1).await.expect("a connection");
    Migrator::up(&db, Some(MIGRATIONS_BEFORE)).await.expect("the schema of before");
    for row in ROWS.lines().filter(|line| line.starts_with("INSERT")) {
        run(&db, row).await;
    }
    let (from, until) = (at(NOW).0 - 60_000, at(NOW).0 + 40_000_000);
    for (login, person) in PEOPLE {
        let mut hash = String::new();
        for byte in Sha256::digest(cookie_of(login)) {
            write!(hash, "{byte:02x}").expect("text");
        }
        let columns = "token_hash, person_id, created_at, expires_at, seen_at";
        run(
            &db,
            &format!("INSERT INTO session ({columns}) VALUES ('{hash}', {person}, {from}, {until}, {from})"),
        )
        .await;
    }
    // The process stopped before it published the third, and was about to retry the fifth.
    run(&db, "UPDATE publication SET published_at = NULL, recipients = NULL WHERE communication_id = 3")
        .await;
    run(&db, "UPDATE job SET done_at = NULL, leased_until = NULL, attempts = 0 WHERE communication_id = 3")
        .await;
    if db.get_database_backend() == DbBackend::Postgres {
        for table in ["communication", "message", "attachment", "draft", "job", "outbox", "access_grant"] {
            run(
                &db,
                &format!(
                    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
                ),
            )
            .await;
        }
    }
    db.close().await.expect("a clean end");
}

/// Starts today's program on it; returns its address for browsers.
async fn open(url: &str, now: Millis) -> (Arc<Backend>, std::net::SocketAddr) {
    let backend =
        Backend::open_with(url, 4, Clock::fixed(now), Services::default()).await.expect("an upgrade");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let settings = Settings { address, site_root: "no-site".into(), connections: 50, ..Settings::default() };
    let state = AppState::new(Arc::clone(&backend), &settings);
    tokio::spawn(listen(listener, router(state), Limits::new(50), std::future::pending()));
    (backend, address)
}

fn browser(address: std::net::SocketAddr, login: &str) -> Browser {
    let mut browser = Browser::new(address, None);
    browser.cookie = Some(format!("portevoix={}", cookie_of(login)));
    browser
}

/// Marks where the browser's half begins are comments, and may hold tags.
fn without_comments(html: &str) -> String {
    let mut pieces = html.split("<!--");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        rest.push_str(piece.split_once("-->").map_or("", |(_, after)| after));
    }
    rest
}

/// The words in the main part of a page, one line for each piece of text.
fn words(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, main)| main);
    let body = body.split_once("</main").map_or(body, |(main, _)| main);
    let body = without_comments(body);
    let mut text = String::new();
    let mut pieces = body.split('<');
    pieces.next();
    let mut hidden = false;
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name {
            "script" | "style" | "template" => hidden = true,
            "/script" | "/style" | "/template" => hidden = false,
            "input" | "textarea" => {
                let typed = tag.split_once(" value=\"").and_then(|(_, value)| value.split('"').next());
                if let Some(typed) = typed.filter(|typed| !tag.contains("name=\"cle\"") && !typed.is_empty())
                {
                    let _ = writeln!(text, "[{typed}]");
                }
            }
            _ => {}
        }
        let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        if !hidden && !line.is_empty() {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

#[both_engines]
async fn every_page_has_the_same_words_as_before_the_upgrade(url: &str) {
    version_before(url).await;
    let (backend, address) = open(url, at(NOW)).await;
    let mut seen = String::new();
    for (login, path) in PAGES {
        let answer = browser(address, login).get(path).await;
        let _ = writeln!(seen, "=== {login} {path} {}\n{}", answer.status, words(&answer.body));
    }
    insta::assert_snapshot!("pages_after_the_upgrade", seen);

    // Waiting work continues: the unpublished announcement, then next week's message.
    while publish_next(&backend).await {}
    let answer = browser(address, "direction").get("/communications/3").await;
    assert!(words(&answer.body).contains("Programmé"), "{}", words(&answer.body));
    drop(backend);
    let (backend, address) = open(url, at("2026-11-28T15:00:00Z")).await;
    while deliver_next(&backend).await {}
    let before = browser(address, "parent").get("/messagerie").await;
    assert!(!before.body.contains("Visite médicale"), "it goes to pupils, and next week");
}

#[both_engines]
async fn grants_from_before_severities_keep_all_of_them(url: &str) {
    version_before(url).await;
    let (backend, _) = open(url, at(NOW)).await;
    let number = async |condition: &str| {
        let sql = format!("SELECT COUNT(*) AS n FROM access_grant WHERE {condition}");
        let row = backend.db.query_one_raw(database::statement(&backend.db, &sql, [])).await.expect("a look");
        row.expect("a row").try_get::<i64>("", "n").expect("a number")
    };
    assert_eq!(number("role = 'sender_announcement' AND severity = 'alert'").await, 2);
    assert_eq!(number("role <> 'sender_announcement' AND severity IS NOT NULL").await, 0);
    assert_eq!(number("1 = 1").await, 5, "none is lost");
}

#[both_engines]
async fn a_message_scheduled_before_the_upgrade_is_sent_on_time(url: &str) {
    version_before(url).await;
    let (backend, _) = open(url, at("2026-12-08T07:31:00Z")).await;
    while deliver_next(&backend).await {}
    let sql = "SELECT COUNT(*) AS n FROM delivery d JOIN message m ON m.id = d.message_id \
                   WHERE m.subject = 'Visite médicale' AND d.person_id <= m.reached";
    let row = backend.db.query_one_raw(database::statement(&backend.db, sql, [])).await.expect("a look");
    let delivered: i64 = row.expect("a row").try_get("", "n").expect("a number");
    assert_eq!(delivered, 1, "the pupil of the lycée has it");
}

#[both_engines]
async fn every_school_has_its_standard_spaces_after_the_upgrade(url: &str) {
    version_before(url).await;
    let (backend, _) = open(url, at(NOW)).await;
    let sql = "SELECT (SELECT COUNT(*) FROM space WHERE name IS NULL AND readers IS NULL) \
               - 3 * (SELECT COUNT(*) FROM establishment) AS n";
    let row = backend.db.query_one_raw(database::statement(&backend.db, sql, [])).await.expect("a look");
    assert_eq!(row.expect("a row").try_get::<i64>("", "n").expect("a number"), 0, "three for each");
}

/// A target without one of its criteria is refused: each needs those that are new.
#[both_engines]
async fn targets_from_before_classes_and_names_name_none(url: &str) {
    version_before(url).await;
    let (backend, _) = open(url, at(NOW)).await;
    let number = async |from: &str| {
        let sql = format!("SELECT COUNT(*) AS n FROM {from}");
        let row = backend.db.query_one_raw(database::statement(&backend.db, &sql, [])).await.expect("a look");
        row.expect("a row").try_get::<i64>("", "n").expect("a number")
    };
    let converted = r#"'{"classes":[],"groups":[],"people":[],"profiles":%'"#;
    for (table, column) in [("target", "criteria"), ("access_grant", "population")] {
        let stored = number(&format!("{table} WHERE {column} IS NOT NULL")).await;
        let right = number(&format!("{table} WHERE {column} LIKE {converted}")).await;
        assert!(stored > 0 && stored == right, "{table}: {right} of {stored}");
    }
    assert_eq!(number("cohort WHERE school_class <> '' OR school_group <> ''").await, 0);
}

#[both_engines]
async fn copies_that_people_asked_for_before_the_upgrade_stay_their_choice(url: &str) {
    version_before(url).await;
    let (backend, _) = open(url, at(NOW)).await;
    let sql = "SELECT COUNT(*) AS n FROM mail_preference WHERE chosen AND wanted";
    let row = backend.db.query_one_raw(database::statement(&backend.db, sql, [])).await.expect("a look");
    assert_eq!(row.expect("a row").try_get::<i64>("", "n").expect("a number"), 2);
}
