//! Corrections: what a text said before, who saw which text, and announcements folded away.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, integer, text},
    sea_orm::ConnectionTrait,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [version(), seen(), folded()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            // How often the announcement had been corrected when the person saw it first.
            "ALTER TABLE sighting ADD COLUMN version integer NOT NULL DEFAULT 0",
            "CREATE UNIQUE INDEX version_of ON version (subject_kind, subject_id, number)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// What a text said until it was corrected.
fn version() -> TableCreateStatement {
    Table::create()
        .table("version")
        .col(big_pk_auto("id"))
        // Code of `domain::versions::VersionedKind`, and the number of what was corrected.
        .col(text("subject_kind"))
        .col(big_integer("subject_id"))
        // Counts the corrections of a text from 1.
        .col(integer("number"))
        .col(text("title"))
        // Plain text.
        .col(text("text"))
        .col(big_integer("corrected_at"))
        .col(big_integer("corrected_by"))
        .foreign_key(ForeignKey::create().from("version", "corrected_by").to("person", "id"))
        .to_owned()
}

/// Who saw which text of an article or an event first. `sighting` says it for communications.
fn seen() -> TableCreateStatement {
    Table::create()
        .table("seen")
        .col(text("subject_kind"))
        .col(big_integer("subject_id"))
        .col(big_integer("person_id"))
        .col(integer("version"))
        .col(big_integer("seen_at"))
        .primary_key(Index::create().col("subject_kind").col("subject_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("seen", "person_id").to("person", "id"))
        .to_owned()
}

/// An announcement that a reader has folded away, until it is corrected.
fn folded() -> TableCreateStatement {
    Table::create()
        .table("folded")
        .col(big_integer("person_id"))
        .col(big_integer("communication_id"))
        .col(integer("version"))
        .col(big_integer("folded_at"))
        .primary_key(Index::create().col("person_id").col("communication_id"))
        .foreign_key(ForeignKey::create().from("folded", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("folded", "communication_id").to("communication", "id"))
        .to_owned()
}
