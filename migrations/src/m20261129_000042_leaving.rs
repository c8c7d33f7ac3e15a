//! What is over its time is deleted: the data of people who left, and what is old. What was counted
//! of it stays as a number.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: [&str; 21] = [
    // When everything that names the person was deleted, and when all the rest of their data was.
    "ALTER TABLE person ADD COLUMN erased_at bigint",
    "ALTER TABLE person ADD COLUMN swept_at bigint",
    "CREATE INDEX person_left ON person (removed_at) WHERE removed_at IS NOT NULL AND erased_at IS NULL",
    "CREATE INDEX person_unswept ON person (id) WHERE erased_at IS NOT NULL AND swept_at IS NULL",
    // When its deletion began: nobody sees it any more.
    "ALTER TABLE message ADD COLUMN purged_at bigint",
    "ALTER TABLE communication ADD COLUMN purged_at bigint",
    "CREATE INDEX message_purged ON message (id) WHERE purged_at IS NOT NULL",
    "CREATE INDEX communication_purged ON communication (id) WHERE purged_at IS NOT NULL",
    // What was counted of rows that are deleted.
    "ALTER TABLE publication ADD COLUMN seen_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE publication ADD COLUMN delivered_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE publication ADD COLUMN opened_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE publication ADD COLUMN acknowledged_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE message ADD COLUMN delivered_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE message ADD COLUMN opened_gone bigint NOT NULL DEFAULT 0",
    "ALTER TABLE message ADD COLUMN acknowledged_gone bigint NOT NULL DEFAULT 0",
    // The rows of one person, and those that a deletion would leave without their subject.
    "CREATE INDEX sighting_person ON sighting (person_id)",
    "CREATE INDEX seen_person ON seen (person_id)",
    "CREATE INDEX received_seen_person ON received_seen (person_id)",
    "CREATE INDEX subscriber_told_person ON subscriber_told (person_id)",
    "CREATE INDEX folded_communication ON folded (communication_id)",
    "CREATE INDEX message_about ON message (about_id) WHERE about_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in STATEMENTS {
            db.execute_unprepared(statement).await?;
        }
        db.execute_unprepared("CREATE INDEX delivery_child_child ON delivery_child (child_id)").await?;
        // What a purge that has not ended has deleted so far, by kind.
        let count = Table::create()
            .table("retention_count")
            .col(text("kind").primary_key())
            .col(big_integer("amount"))
            .to_owned();
        manager.create_table(count).await
    }
}
