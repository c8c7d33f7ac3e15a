//! Whoever sees one school reads the publications of that school, and not those of all.

use std::sync::{Arc, Mutex};

use backend::{Backend, clock::Clock, communications};
use domain::communications::view::SentFilter;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use testing::{NOW, World, announcement, at, both_engines};

use super::{filter, with_status};

/// Publications of another school: many times those of one page, so that an engine has a reason to use
/// its indexes.
const OTHERS: i64 = 20_000;

/// The names under which a statement reads publications.
fn aliases(sql: &str) -> Vec<String> {
    let plain = sql.replace(['"', '(', ')'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut names = vec!["publication".to_owned()];
    for three in words.windows(3) {
        let reads = matches!(three[0], "FROM" | "JOIN") && three[1] == "publication";
        if reads && three[2].len() <= 2 && three[2].chars().all(|c| c.is_ascii_lowercase()) {
            names.push(three[2].to_owned());
        }
    }
    names
}

/// The lines of the plan of a statement.
async fn plan(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let engine = db.get_database_backend();
    let explain = if engine == DbBackend::Postgres { "EXPLAIN (COSTS OFF)" } else { "EXPLAIN QUERY PLAN" };
    let rows = db.query_all_raw(Statement::from_string(engine, format!("{explain} {sql}"))).await;
    let rows = rows.expect("a plan");
    let column = if engine == DbBackend::Postgres { "QUERY PLAN" } else { "detail" };
    rows.iter().map(|row| row.try_get("", column).expect("text")).collect()
}

/// Whether a step of the plan goes through all publications.
fn reads_all(plan: &[String], sql: &str) -> bool {
    let names = aliases(sql);
    plan.iter().enumerate().any(|(number, line)| {
        let words: Vec<&str> = line.split_whitespace().collect();
        // SQLite: `SCAN publication USING …`
        if words.first() == Some(&"SCAN") {
            return words.get(1).is_some_and(|name| names.iter().any(|known| known == name));
        }
        // PostgreSQL: `->  Index Scan using publication_pkey on publication s`, and what it looks for below.
        let of =
            line.split_once("Scan").and_then(|(_, scan)| scan.split_once(" on ")).map(|(_, table)| table);
        let of_publication = of.is_some_and(|table| table.split_whitespace().next() == Some("publication"));
        of_publication && !plan.get(number + 1).is_some_and(|below| below.contains("Cond:"))
    })
}

/// What the list reads of publications: each statement with its plan.
async fn looked_at(url: &str, world: &World, who: &str, filter: &SentFilter) -> Vec<(String, Vec<String>)> {
    let mut backend = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let list = Arc::clone(&heard);
    let own = Arc::get_mut(&mut backend).expect("nobody else has it");
    own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
    let caller = world.actor(who).await.caller().await;
    communications::sent(&backend, &caller, filter).await.expect("a page");
    let said = std::mem::take(&mut *heard.lock().expect("a lock"));
    let mut plans = Vec::new();
    // What can find nothing, whatever is stored, reads nothing: SQLite's plan does not say so.
    let finds = |sql: &String| sql.contains("publication") && !sql.contains("WHERE (1 = 2 AND");
    for sql in said.into_iter().filter(finds) {
        let steps = plan(&world.backend.db, &sql).await;
        plans.push((sql, steps));
    }
    plans
}

#[both_engines]
async fn the_list_of_one_school_does_not_read_the_publications_of_all(url: &str) {
    let world = World::new(url).await;
    for text in ["Ici", "Ici aussi"] {
        world.actor("enseignant").await.publishes(&announcement(text)).await;
    }
    let (author, school) = (world.person("etrangere").await, world.foreign);
    let series =
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {OTHERS})");
    for sql in [
        format!(
            "{series} INSERT INTO communication (author_id, form_key, channel, title, perimeter_key, source_name, \
             search_text, created_at) SELECT {author}, 'other' || i, 'announcement', 'Ailleurs', 'x', 'x', '', i FROM n"
        ),
        format!(
            "INSERT INTO publication (communication_id, establishment_id, begins_at, ends_at, published_at, changed_at) \
             SELECT id, {school}, 1, 2, 1, 1 FROM communication WHERE author_id = {author}"
        ),
        "ANALYZE".to_owned(),
    ] {
        world.sql(&sql).await;
    }
    let by_days = filter(|filter| "2026-09-01".clone_into(&mut filter.from));
    let by_begin = filter(|filter| "debut".clone_into(&mut filter.sort));
    for asked in [SentFilter::default(), with_status("terminee"), by_days, by_begin] {
        let plans = looked_at(url, &world, "observateur", &asked).await;
        for (sql, plan) in plans {
            assert!(!reads_all(&plan, &sql), "{asked:?}: {sql}\n{}", plan.join("\n"));
        }
    }
    // An authority has so many schools that all publications are summed up.
    let all = looked_at(url, &world, "collectivite", &with_status("terminee")).await;
    assert!(all.iter().any(|(sql, plan)| reads_all(plan, sql)), "a plan that reads all is known: {all:?}");
}
