//! A row that monitoring changes to see whether the database accepts changes.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "INSERT INTO setting (name, value) VALUES ('probe', NULL)";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
