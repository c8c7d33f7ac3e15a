//! What is said stands in a table of its channel; a communication keeps what all channels share.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(announcement()).await?;
        let db = manager.get_connection();
        for sql in [
            // Whatever has no message was shown as an announcement.
            "INSERT INTO announcement (communication_id, severity, text, link, first_day, last_day) \
             SELECT c.id, c.severity, c.text, c.link, c.first_day, c.last_day FROM communication c \
             WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.communication_id = c.id)",
            // What names it in lists: the announcement itself, or the subject of the message.
            "ALTER TABLE communication RENAME COLUMN text TO title",
            "ALTER TABLE communication DROP COLUMN severity",
            "ALTER TABLE communication DROP COLUMN link",
            "ALTER TABLE communication DROP COLUMN first_day",
            "ALTER TABLE communication DROP COLUMN last_day",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn announcement() -> TableCreateStatement {
    Table::create()
        .table("announcement")
        .col(big_integer("communication_id").primary_key())
        // information, warning or alert
        .col(text("severity"))
        .col(text("text"))
        .col(text_null("link"))
        .col(text("first_day"))
        .col(text("last_day"))
        .foreign_key(ForeignKey::create().from("announcement", "communication_id").to("communication", "id"))
        .to_owned()
}
