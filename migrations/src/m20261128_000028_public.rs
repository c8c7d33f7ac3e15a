//! Announcements that also stand on the public board of their schools. Those that were deployed before
//! do not.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("ALTER TABLE announcement ADD COLUMN public boolean NOT NULL DEFAULT false")
            .await?;
        Ok(())
    }
}
