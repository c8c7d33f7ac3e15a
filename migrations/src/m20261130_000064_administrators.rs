//! Who administers the portal is asked for each time somebody has to be told, and few among a region's
//! accounts do.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX account_administrators ON account (person_id) WHERE portal_administrator";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
