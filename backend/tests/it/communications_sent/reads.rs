//! Whoever sees one school reads the publications of that school, and not those of all.

use backend::communications;
use domain::communications::view::SentFilter;
use testing::{World, announcement, both_engines};

use super::{filter, with_status};
use crate::plans::{Heard, plan, reads_all};

/// Publications of another school: many times those of one page, so that an engine has a reason to use
/// its indexes.
const OTHERS: i64 = 20_000;

/// What the list reads of publications: each statement with its plan.
async fn looked_at(url: &str, world: &World, who: &str, filter: &SentFilter) -> Vec<(String, Vec<String>)> {
    let heard = Heard::open(url).await;
    let caller = world.actor(who).await.caller().await;
    communications::sent(&heard.backend, &caller, filter).await.expect("a page");
    let mut plans = Vec::new();
    // What can find nothing, whatever is stored, reads nothing: SQLite's plan does not say so.
    let finds = |sql: &String| sql.contains("publication") && !sql.contains("WHERE (1 = 2 AND");
    for sql in heard.statements().into_iter().filter(finds) {
        let steps = plan(&world.backend.db, &sql, false).await;
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
            assert!(!reads_all("publication", &plan, &sql), "{asked:?}: {sql}\n{}", plan.join("\n"));
        }
    }
    // An authority has so many schools that all publications are summed up.
    let all = looked_at(url, &world, "collectivite", &with_status("terminee")).await;
    assert!(
        all.iter().any(|(sql, plan)| reads_all("publication", plan, sql)),
        "a plan that reads all is known: {all:?}"
    );
}
