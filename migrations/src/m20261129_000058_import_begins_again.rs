//! An import that is at work while the tables change has to begin again: the changes of
//! `import_person` take away what it has prepared of people. Comes before them, because each step of an
//! import takes this row first.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let taken_over = "UPDATE directory_side SET work = work + 1, steps = 0";
        manager.get_connection().execute_unprepared(taken_over).await?;
        Ok(())
    }
}
