//! Corrections of formatting: a kept text says how it was formatted.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON. Unknown for what was corrected before.
        let sql = "ALTER TABLE version ADD COLUMN formats text";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
