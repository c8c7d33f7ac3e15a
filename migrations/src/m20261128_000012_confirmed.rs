//! What a communication was confirmed as. Communications from before have nothing here: a form of
//! theirs that is sent again counts as another one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            // Digest of perimeter, schools, criteria, content and files.
            ColumnDef::new("confirmed_as").text().to_owned(),
            // Digest of what a draft of the same form would hold.
            ColumnDef::new("written_as").text().to_owned(),
            ColumnDef::new("confirmed_recipients").big_integer().to_owned(),
            // The number that the author was last told while it was waiting to be sent.
            ColumnDef::new("told_recipients").big_integer().to_owned(),
        ] {
            manager.alter_table(Table::alter().table("communication").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
