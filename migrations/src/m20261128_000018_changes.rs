//! The log of changes: what each raise of a revision touches, so that other processes forget and
//! wake only that.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(change()).await?;
        // The board of one school is read by its running publications.
        let sql = "CREATE INDEX publication_board_of ON publication (establishment_id, ends_at)";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}

fn change() -> TableCreateStatement {
    Table::create()
        .table("change")
        // The name of the revision, and its value after this change.
        .col(text("topic"))
        .col(big_integer("number"))
        // What was touched: a school, a person, a communication, inboxes, or everything.
        .col(text("scope"))
        .primary_key(Index::create().col("topic").col("number").col("scope"))
        .to_owned()
}
