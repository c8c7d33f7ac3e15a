//! What a communication says in a second language. What was deployed before has none.

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
            .table("second_version")
            .col(big_integer("communication_id").primary_key())
            .col(text("language"))
            .col(text("title"))
            .col(text("text"))
            .foreign_key(
                ForeignKey::create().from("second_version", "communication_id").to("communication", "id"),
            )
            .to_owned();
        manager.create_table(table).await
    }
}
