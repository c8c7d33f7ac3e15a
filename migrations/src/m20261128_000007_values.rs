//! Rows that transactions lock to exclude each other.

use sea_orm_migration::{prelude::*, schema::text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A migration creates it before anything else, to lock one of its rows.
        let table = Table::create().table("lock").if_not_exists().col(text("name").primary_key()).to_owned();
        manager.create_table(table).await
    }
}
