//! How far a job has come that goes through many people in the order of their numbers, and how many
//! corrections were in the text that somebody has of an alert.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in [
            "ALTER TABLE job ADD COLUMN reached bigint NOT NULL DEFAULT 0",
            "ALTER TABLE alert_letter ADD COLUMN corrections bigint NOT NULL DEFAULT 0",
        ] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
