//! The cohorts of a class are found by its name, whatever the school.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX cohort_class ON cohort (school_class)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
