//! The program's own notices are stored as their kind and subject, and become text when they are
//! read. Older notifications keep their text.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON; NULL for texts that somebody wrote and for notices stored as text.
        let notice =
            Table::alter().table("message").add_column(ColumnDef::new("notice").text().null()).to_owned();
        manager.alter_table(notice).await
    }
}
