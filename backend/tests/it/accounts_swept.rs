//! What is over is deleted beside a sign-in, some of it at a time, and counts for nothing meanwhile.

use std::time::Duration;

use backend::database::begin;
use sea_orm::ConnectionTrait as _;
use testing::{World, both_engines, on_postgres_url};

/// More than one sign-in deletes.
const OVER: i64 = 450;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

#[both_engines]
async fn the_first_sign_in_of_the_week_does_not_delete_everything(world: World) {
    let person = world.account("eleve").await;
    let series = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {OVER})");
    world
        .sql(&format!(
            "{series} INSERT INTO sign_in_attempt (login, source, at) SELECT 'eleve', 'address 2001:db8::' || i, 1 FROM n"
        ))
        .await;
    let left = async || world.number("SELECT COUNT(*) FROM sign_in_attempt WHERE at = 1").await;
    // So many tries would shut the account, if they were not over.
    let browser = world.visitor("192.0.2.1").enters("eleve").await;
    assert_eq!(browser.is().await, Some(person));
    assert_eq!(left().await, Some(OVER - 200));
    for expected in [OVER - 400, 0] {
        world.wait(DAY_MS);
        world.visitor("192.0.2.1").enters("eleve").await;
        assert_eq!(left().await, Some(expected));
    }
}

/// SQLite has one writer at a time anyway.
#[tokio::test]
async fn nobody_waits_for_what_somebody_else_deletes() {
    on_postgres_url(async |url| {
        let world = World::new(url).await;
        world.account("eleve").await;
        world.sql("INSERT INTO sign_in_attempt (login, source, at) VALUES ('autre', 'address x', 1)").await;
        let other = begin(&world.backend.db).await.expect("a transaction");
        other.execute_unprepared("DELETE FROM sign_in_attempt WHERE at = 1").await.expect("deleted");
        let visitor = world.visitor("192.0.2.1");
        let tried = visitor.tries("eleve", testing::PASSWORD);
        let tried = tokio::time::timeout(Duration::from_secs(20), tried).await;
        assert!(tried.expect("at once").is_ok());
        other.rollback().await.expect("the row stays");
        assert_eq!(world.number("SELECT COUNT(*) FROM sign_in_attempt WHERE at = 1").await, Some(1));
    })
    .await;
}

/// Whoever signs in looks for what is over: not through whole tables.
#[both_engines]
async fn what_is_over_is_found_along_an_index(world: World) {
    let texts = world.indexes().await;
    for start in ["session (expires_at", "device (seen_at", "sign_in_attempt (at", "widget_token (expires_at"]
    {
        assert!(texts.contains(&format!(" ON {start}")), "{start}: {texts}");
    }
}
