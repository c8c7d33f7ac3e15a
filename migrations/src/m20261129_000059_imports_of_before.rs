//! A process of the previous version imports until it is replaced. On SQLite it does not say when somebody
//! leaves, so from its switch on the view `person` would say that they are there. Its import fails instead,
//! before anybody sees something of it.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// 8: they leave.
const REFUSED: &str = "CREATE TRIGGER import_person_leaves BEFORE INSERT ON import_person \
    WHEN (NEW.what & 8) <> 0 AND NEW.removed_at IS NULL \
    BEGIN SELECT RAISE(ABORT, 'a previous version of the program imports'); END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Sqlite {
            db.execute_unprepared(REFUSED).await?;
        }
        Ok(())
    }
}
