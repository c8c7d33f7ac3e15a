//! Reading needs no writing: every address that is read, with a database that cannot be written; and
//! what each of them writes otherwise.

use std::collections::BTreeSet;

use http::Method;
use sea_orm::{ConnectionTrait, DbBackend};
use testing_server::{Server, both_engines};

use super::{
    Actor, Row,
    ask::{self, Ask},
    cast::cast,
    rows::rows,
    scene::Scene,
};
use crate::unwritable::set_read_only;

/// The rows of pages, files and streams. Monitoring is to hear that nothing can be stored, and tries
/// it.
fn read_rows() -> impl Iterator<Item = Row> {
    rows().into_iter().filter(|row| row.method == Method::GET && row.address != "/health/ready")
}

/// Two senders, the portal's administrator, somebody without any role, and a visitor.
const WHO: [&str; 5] = ["cpe", "emetteur", "admin", "professeur", "personne"];

fn concerned(actors: &[Actor]) -> impl Iterator<Item = &Actor> {
    actors.iter().filter(|actor| WHO.contains(&actor.name))
}

/// An export, or a look at names, has to be in the journal: without it, nothing is shown.
const EXPORTS: [&str; 6] = [
    "/administration/journal.csv",
    "/communications/{id}/etats.csv",
    "/communications/{id}/destinataires",
    "/communications/{id}/destinataires.csv",
    "/mon-compte/donnees.zip",
    "/administration/comptes/{personne}/donnees.zip",
];

#[both_engines]
async fn everything_is_still_shown_when_nothing_can_be_stored(server: Server) {
    let actors = cast(&server).await;
    let db = &server.world.backend.db;
    let mut deviations = Vec::new();
    for row in read_rows() {
        for actor in concerned(&actors) {
            let scene = Scene::set(&server, actor, &row.given).await;
            set_read_only(db, true).await;
            let (status, body) = ask::ask(&server, actor, &row, &scene).await;
            set_read_only(db, false).await;
            let expected = row.rule.expected(actor, &row);
            let is_export = EXPORTS.contains(&row.address) && expected == 200;
            let wanted = if is_export { 503 } else { expected };
            if status != wanted {
                deviations.push(format!(
                    "{} {} as {}: {status}, not {wanted}: {body:.200}",
                    row.address, row.what, actor.name
                ));
            }
            if let Some(fault) = fault_of_title(&row, &body) {
                deviations.push(format!("{} {} as {}: {fault}", row.address, row.what, actor.name));
            }
        }
    }
    assert!(deviations.is_empty(), "{}", deviations.join("\n"));
}

/// Every page has one title, also when it is refused, and only the home page is called *Accueil*: the
/// frame gives that title, and each other page has to replace it.
fn fault_of_title(row: &Row, body: &str) -> Option<String> {
    let head = body.contains("<html").then(|| body.split("</head>").next())??;
    let titles: Vec<&str> =
        head.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next()).collect();
    let [title] = titles[..] else { return Some(format!("the titles {titles:?}")) };
    let is_home = title == "Accueil – Porte-voix";
    (title.is_empty() || (is_home && row.address != "/")).then(|| format!("the title {title:?}"))
}

/// Tables that reading may write: which message was opened, what was seen, and what was refused or
/// exported.
const NOTES: [&str; 5] = ["delivery", "sighting", "received_seen", "seen", "audit_entry"];

#[both_engines]
async fn reading_writes_nothing_but_notes(server: Server) {
    watch(&server).await;
    let actors = cast(&server).await;
    let world = &server.world;
    let mut written = BTreeSet::new();
    for row in read_rows() {
        for actor in concerned(&actors) {
            let scene = Scene::set(&server, actor, &row.given).await;
            world.sql("DELETE FROM watched_write").await;
            ask::ask(&server, actor, &row, &scene).await;
            let sql = "SELECT DISTINCT name FROM watched_write ORDER BY name";
            let rows = world
                .backend
                .db
                .query_all_raw(backend::database::statement(&world.backend.db, sql, []))
                .await;
            for found in rows.expect("tables") {
                let table: String = found.try_get("", "name").expect("a table");
                if !NOTES.contains(&table.as_str()) {
                    written.insert(format!("{} {} writes {table}", row.address, row.what));
                }
            }
        }
    }
    assert!(written.is_empty(), "{written:#?}");
}

/// Notes every table to which something is written.
async fn watch(server: &Server) {
    let world = &server.world;
    let db = &world.backend.db;
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let tables = if postgres {
        "SELECT CAST(table_name AS text) AS name FROM information_schema.tables WHERE table_schema = 'public' \
         AND table_type = 'BASE TABLE'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    };
    let rows = db.query_all_raw(backend::database::statement(db, tables, [])).await.expect("tables");
    let tables: Vec<String> = rows.iter().map(|row| row.try_get("", "name").expect("a table")).collect();
    world.sql("CREATE TABLE watched_write (name text NOT NULL)").await;
    if postgres {
        world
            .sql(
                "CREATE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN INSERT INTO watched_write VALUES (TG_TABLE_NAME); RETURN NULL; END $$",
            )
            .await;
    }
    for table in tables.iter().filter(|table| !matches!(table.as_str(), "lock" | "seaql_migrations")) {
        for act in ["INSERT", "UPDATE", "DELETE"] {
            let what = if postgres {
                "FOR EACH ROW EXECUTE FUNCTION note_write()".to_owned()
            } else {
                format!("BEGIN INSERT INTO watched_write VALUES ('{table}'); END")
            };
            world.sql(&format!("CREATE TRIGGER watched_{table}_{act} AFTER {act} ON {table} {what}")).await;
        }
    }
}

/// A form whose content could not be stored says so.
#[both_engines]
async fn forms_say_that_nothing_can_be_stored(server: Server) {
    let actors = cast(&server).await;
    let db = &server.world.backend.db;
    let mut deviations = Vec::new();
    for row in rows().into_iter().filter(|row| row.method == Method::POST) {
        for actor in actors.iter().filter(|actor| ["cpe", "admin"].contains(&actor.name)) {
            let scene = Scene::set(&server, actor, &row.given).await;
            if matches!((row.ask)(&scene), Ask::Get(_)) {
                continue;
            }
            set_read_only(db, true).await;
            let (status, body) = ask::ask(&server, actor, &row, &scene).await;
            set_read_only(db, false).await;
            if status == 500 || (status >= 500 && body.trim().is_empty()) {
                deviations
                    .push(format!("{} {} as {}: {status}: {body:.200}", row.address, row.what, actor.name));
            }
        }
    }
    assert!(deviations.is_empty(), "{}", deviations.join("\n"));
}
