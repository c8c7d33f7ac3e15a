//! A logout message is remembered for sign-ins that it overtook: rows of `provider_logout` that name a
//! session, a person or a ticket have the instant at which the provider said so.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE provider_logout ADD COLUMN said_at bigint";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
