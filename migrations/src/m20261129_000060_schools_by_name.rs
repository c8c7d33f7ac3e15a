//! Whether another school has the same name is asked wherever a school stands by its name alone.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX establishment_name ON establishment (name, town)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
