//! The language that somebody chose for their account: the code of a language, or nothing as long as they
//! chose none. It is a column of the person, because who signs in with a provider has no account here.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE person ADD COLUMN language text";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
