//! The name under which a portal stated who a token's reader is: the token ends when the portal is
//! given another name. NULL for our own frame, and for the tokens of ten minutes given before.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE widget_token ADD COLUMN issuer text";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
