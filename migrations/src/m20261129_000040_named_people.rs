//! *Personnes*: people whom a target names one by one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Where targets are stored as JSON.
const TARGETS: [(&str, &str); 4] = [
    ("target", "criteria"),
    ("access_grant", "population"),
    ("space_right", "population"),
    ("space", "readers"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // A stored target without one of its parts is refused, so that none widens by accident. The
        // text cannot occur inside a name: there the quotation marks are escaped.
        for (table, column) in TARGETS {
            let sql = format!(
                "UPDATE {table} SET {column} = REPLACE({column}, '\"profiles\":', \
                 '\"people\":[],\"profiles\":') WHERE {column} IS NOT NULL"
            );
            db.execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
