//! A backup that ends in the middle of the database.

use backend::{backup, database};
use sea_orm::ConnectionTrait as _;
use testing::on_postgres_url;
use tokio::sync::Notify;

use super::{a_week, store};

/// As when deletions went on meanwhile: the rest of the program goes on with the same pool.
#[tokio::test]
async fn a_backup_that_is_broken_off_leaves_a_database_that_can_be_written() {
    on_postgres_url(async |url| {
        let root = tempfile::tempdir().expect("a folder");
        let (files, target) = (root.path().join("files"), root.path().join("backup"));
        let world = a_week(url, &files).await;
        let db = database::connect(url, 1).await.expect("a connection");
        let begun = Notify::new();
        let goes = || begun.notify_one();
        let (store, clock) = (store(&files), &world.backend.clock);
        tokio::select! {
            made = backup::make(&db, &store, clock, &target, &goes) => panic!("more tables are to come: {made:?}"),
            () = begun.notified() => {}
        }
        let change = db.execute_unprepared("DELETE FROM setting WHERE name LIKE 'backup_until %'").await;
        assert_eq!(change.expect("a change").rows_affected(), 1, "it held deletions");
    })
    .await;
}
