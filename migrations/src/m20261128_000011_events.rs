//! Drops the table `event`, which nothing ever read. Its facts are in the journal, in the rows of
//! communications (who sent and cancelled them, and when), and in reminders, which are messages.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("event").to_owned()).await
    }
}
