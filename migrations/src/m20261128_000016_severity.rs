//! A grant of *Émetteur – publication d'annonce* says up to which severity. Grants given before keep
//! all three.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Code of `domain::severity::Severity`; NULL for roles without severities.
        db.execute_unprepared("ALTER TABLE access_grant ADD COLUMN severity text").await?;
        db.execute_unprepared(
            "UPDATE access_grant SET severity = 'alert' WHERE role = 'sender_announcement'",
        )
        .await?;
        Ok(())
    }
}
