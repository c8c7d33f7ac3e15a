//! Classes and groups: two more properties of a cohort, and two more criteria of a target.

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
        db.execute_unprepared("DROP INDEX cohort_key").await?;
        // '' means "none", as for the other names.
        for column in ["school_class", "school_group"] {
            let sql = format!("ALTER TABLE cohort ADD COLUMN {column} text NOT NULL DEFAULT ''");
            db.execute_unprepared(&sql).await?;
        }
        let key = "CREATE UNIQUE INDEX cohort_key ON cohort (establishment_id, profile, level, sub_level, \
                   staff_function, subject, school_class, school_group)";
        db.execute_unprepared(key).await?;
        // A stored target without one of its criteria is refused, so that none widens by accident.
        // The text cannot occur inside a name: there the quotation marks are escaped.
        for (table, column) in TARGETS {
            let sql = format!(
                "UPDATE {table} SET {column} = REPLACE({column}, '{{\"profiles\":', \
                 '{{\"classes\":[],\"groups\":[],\"profiles\":') WHERE {column} IS NOT NULL"
            );
            db.execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
