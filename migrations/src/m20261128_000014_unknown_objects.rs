//! Objects in the store of attachments that no file refers to, and since when: they are deleted
//! only after a long time.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("unknown_object")
            .col(text("object_key").primary_key())
            .col(big_integer("seen_at"))
            .to_owned();
        manager.create_table(table).await
    }
}
