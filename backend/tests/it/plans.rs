//! How the engines carry out what the product asks of them.

use std::sync::{Arc, Mutex};

use backend::{Backend, clock::Clock};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use testing::{NOW, at};

/// A process whose statements are heard.
pub struct Heard {
    pub backend: Arc<Backend>,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Heard {
    pub async fn open(url: &str) -> Self {
        let mut backend = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
        let statements: Arc<Mutex<Vec<String>>> = Arc::default();
        let list = Arc::clone(&statements);
        let own = Arc::get_mut(&mut backend).expect("nobody else has it");
        own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
        Self { backend, statements }
    }

    /// The statements since the last call.
    pub fn statements(&self) -> Vec<String> {
        std::mem::take(&mut *self.statements.lock().expect("a lock"))
    }
}

/// The lines of the plan of a statement. `by_index` says that the engine takes an index wherever there is
/// one, as it does with large tables.
pub async fn plan(db: &DatabaseConnection, sql: &str, by_index: bool) -> Vec<String> {
    let engine = db.get_database_backend();
    let postgres = engine == DbBackend::Postgres;
    let (explain, column) =
        if postgres { ("EXPLAIN (COSTS OFF)", "QUERY PLAN") } else { ("EXPLAIN QUERY PLAN", "detail") };
    let tx = backend::database::begin(db).await.expect("a transaction");
    if postgres && by_index {
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("a setting");
    }
    let rows = tx.query_all_raw(Statement::from_string(engine, format!("{explain} {sql}"))).await;
    let rows = rows.unwrap_or_else(|reason| panic!("{reason}: {sql}"));
    rows.iter().map(|row| row.try_get("", column).expect("text")).collect()
}

/// Whether a step of the plan goes through the whole table.
pub fn reads_all(table: &str, plan: &[String], sql: &str) -> bool {
    let names = aliases(table, sql);
    plan.iter().enumerate().any(|(number, line)| {
        let words: Vec<&str> = line.split_whitespace().collect();
        // SQLite: `SCAN publication USING …`
        if words.first() == Some(&"SCAN") {
            return words.get(1).is_some_and(|name| names.iter().any(|known| known == name));
        }
        // PostgreSQL: `->  Index Scan using publication_pkey on publication s`, and what it looks for below.
        let of = line.split_once("Scan").and_then(|(_, scan)| scan.split_once(" on ")).map(|(_, of)| of);
        let of_table = of.is_some_and(|of| of.split_whitespace().next() == Some(table));
        of_table && !plan.get(number + 1).is_some_and(|below| below.contains("Cond:"))
    })
}

/// The names under which a statement reads a table.
fn aliases(table: &str, sql: &str) -> Vec<String> {
    let plain = sql.replace(['"', '(', ')'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut names = vec![table.to_owned()];
    for three in words.windows(3) {
        let reads = matches!(three[0], "FROM" | "JOIN") && three[1] == table;
        if reads && three[2].len() <= 2 && three[2].chars().all(|c| c.is_ascii_lowercase()) {
            names.push(three[2].to_owned());
        }
    }
    names
}
