//! Since when somebody is in the directory. Of people who were there before, it is not known.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE person ADD COLUMN added_at bigint";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
