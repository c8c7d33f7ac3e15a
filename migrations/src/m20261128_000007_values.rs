//! Rows that transactions hold to exclude one another.

use sea_orm_migration::{prelude::*, schema::text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Whoever migrates makes it before anything else, to hold a row of it.
        let table = Table::create().table("lock").if_not_exists().col(text("name").primary_key()).to_owned();
        manager.create_table(table).await
    }
}
