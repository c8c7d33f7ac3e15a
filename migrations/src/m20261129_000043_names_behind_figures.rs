//! The schools that show the names behind the figures of a message. There is a row for each school
//! that has switched it on; none at first.

use sea_orm_migration::{prelude::*, schema::big_integer};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("names_shown")
            .col(big_integer("establishment_id").primary_key())
            .foreign_key(
                ForeignKey::create().from("names_shown", "establishment_id").to("establishment", "id"),
            )
            .to_owned();
        manager.create_table(table).await
    }
}
