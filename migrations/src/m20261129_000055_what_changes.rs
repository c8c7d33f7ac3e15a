//! What an import changes of people is known before its switch, so that the switch touches each row and
//! each index only where something differs.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let kind = if db.get_database_backend() == DbBackend::Sqlite { "WITHOUT ROWID" } else { "" };
        // An import that died has left some rows at most, and the next one would clear them away.
        db.execute_unprepared("DROP TABLE import_person").await?;
        // `what` is a sum: 1 names, 2 the e-mail, 4 they return, 8 they leave.
        let table = format!(
            "CREATE TABLE import_person (id bigint NOT NULL PRIMARY KEY, what bigint NOT NULL, \
             last_name text NOT NULL, first_name text NOT NULL, email text NOT NULL, \
             search_last text NOT NULL, search_first text NOT NULL) {kind}"
        );
        db.execute_unprepared(&table).await?;
        Ok(())
    }
}
