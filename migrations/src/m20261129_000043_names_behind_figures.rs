//! The schools that show the names behind the figures of a message: a row for each school that has
//! switched it on, none at first. When readers deleted a message, so that they find it again for some
//! time; what was deleted before stays deleted. The index by which a reader finds what they wrote.

use sea_orm_migration::{prelude::*, schema::big_integer, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("names_shown")
            .col(big_integer("establishment_id").primary_key())
            .foreign_key(
                ForeignKey::create().from("names_shown", "establishment_id").to("establishment", "id"),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for sql in [
            "ALTER TABLE delivery ADD COLUMN deleted_at bigint",
            "CREATE INDEX message_author ON message (author_id, id)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
