//! Whoever writes for a region chooses among the newest articles of all its schools.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX article_newest ON article (published_at, id) \
                     WHERE published_at IS NOT NULL AND withdrawn_at IS NULL";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
