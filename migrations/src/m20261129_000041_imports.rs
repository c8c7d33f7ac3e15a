//! Imports: where each was started, the files that it read, and what the last one changed, so that it
//! can be undone.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for sql in [
            "ALTER TABLE import_run ADD COLUMN origin text NOT NULL DEFAULT 'page'",
            // JSON: name, bytes and SHA-256 of each file.
            "ALTER TABLE import_run ADD COLUMN files text",
            // JSON: who came, went and moved, by name; only of the last imports.
            "ALTER TABLE import_run ADD COLUMN movements text",
            // Why there is no report.
            "ALTER TABLE import_run ADD COLUMN note text",
            "ALTER TABLE import_run ADD COLUMN undone_at bigint",
            "ALTER TABLE import_run ADD COLUMN undone_by bigint REFERENCES person (id)",
            "UPDATE import_run SET origin = 'command' WHERE person_id IS NULL",
            // The rows that the last import changed, as JSON in pieces; `revision` is the directory's
            // counter after it.
            "CREATE TABLE import_change (revision bigint NOT NULL, number bigint NOT NULL, part text NOT NULL, \
             content text NOT NULL, PRIMARY KEY (revision, number))",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
