//! In which language a communication is. What was deployed before is in French, as nobody could say
//! otherwise.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE communication ADD COLUMN language text NOT NULL DEFAULT 'fr'";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
