//! What the program tells by itself is stored as its kind and what it speaks of, and put into words
//! when it is read. Notifications of before keep their text.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON; NULL for what somebody wrote, and for what was stored as text.
        let notice =
            Table::alter().table("message").add_column(ColumnDef::new("notice").text().null()).to_owned();
        manager.alter_table(notice).await
    }
}
