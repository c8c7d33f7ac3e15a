//! *Communications reçues*: who put something offline in a school and why, what each reader of a
//! dashboard has opened, and the messages between a school and an author.

use sea_orm_migration::{prelude::*, schema::big_integer, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for sql in [
            // Both are set as long as `offline_at` is.
            "ALTER TABLE publication ADD COLUMN offline_by bigint",
            "ALTER TABLE publication ADD COLUMN offline_reason text",
        ] {
            db.execute_unprepared(sql).await?;
        }
        for table in [received_seen(), exchange()] {
            manager.create_table(table).await?;
        }
        for sql in [
            "CREATE INDEX exchange_communication ON exchange (communication_id, establishment_id, message_id)",
            // For the bound on messages from one person within an hour.
            "CREATE INDEX message_contact ON message (author_id, created_at) WHERE kind = 'contact'",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// Somebody opened what a school received.
fn received_seen() -> TableCreateStatement {
    Table::create()
        .table("received_seen")
        .col(big_integer("communication_id"))
        .col(big_integer("establishment_id"))
        .col(big_integer("person_id"))
        .col(big_integer("seen_at"))
        .primary_key(Index::create().col("communication_id").col("establishment_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("received_seen", "communication_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("received_seen", "person_id").to("person", "id"))
        .to_owned()
}

/// A message between a school and the author of a communication: a question, or an answer.
fn exchange() -> TableCreateStatement {
    Table::create()
        .table("exchange")
        .col(big_integer("message_id").primary_key())
        .col(big_integer("communication_id"))
        .col(big_integer("establishment_id"))
        .foreign_key(ForeignKey::create().from("exchange", "message_id").to("message", "id"))
        .foreign_key(ForeignKey::create().from("exchange", "communication_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("exchange", "establishment_id").to("establishment", "id"))
        .to_owned()
}
