//! What is searched is folded by Unicode's own tables: "sahin" finds Şahin, "obrien" finds O’Brien.
//! Converts what is stored, a page at a time, and writes only the rows that change.

use domain::search::{fold, search_names};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows read at a time.
const PAGE: usize = 2_000;
/// Rows written by one statement.
const BATCH: usize = 300;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let people = Folded { table: "person", key: "id", columns: &["search_last", "search_first"] };
        let read = "last_name, first_name, search_last, search_first";
        people
            .convert(db, read, |row| {
                let (last, first): (String, String) =
                    (row.try_get("", "last_name")?, row.try_get("", "first_name")?);
                Ok(search_names(&last, &first).to_vec())
            })
            .await?;
        for (table, key) in [("communication", "id"), ("message_body", "message_id"), ("article", "id")] {
            texts(db, table, key).await?;
        }
        // The journal's entries do not change; what they are found by is no part of their hash.
        let (open, close): (&[&str], &[&str]) = match db.get_database_backend() {
            DbBackend::Postgres => (&[OPEN_POSTGRES], &[CLOSE_POSTGRES]),
            _ => (&[OPEN_SQLITE], &[CLOSE_SQLITE]),
        };
        for statement in open {
            db.execute_unprepared(statement).await?;
        }
        texts(db, "audit_entry", "number").await?;
        for statement in close {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

const OPEN_POSTGRES: &str = "DROP TRIGGER audit_entry_stays ON audit_entry";
const CLOSE_POSTGRES: &str = "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR TRUNCATE ON audit_entry \
                              EXECUTE FUNCTION audit_entry_stays()";
const OPEN_SQLITE: &str = "DROP TRIGGER audit_entry_is_not_changed";
const CLOSE_SQLITE: &str = "CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry \
                            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END";

/// Folds `search_text` again: what the earlier fold left is folded to the same as the text itself.
async fn texts<C: ConnectionTrait>(db: &C, table: &'static str, key: &'static str) -> Result<(), DbErr> {
    let texts = Folded { table, key, columns: &["search_text"] };
    texts.convert(db, "search_text", |row| Ok(vec![fold(&row.try_get::<String>("", "search_text")?)])).await
}

/// The columns of a table that hold folded text.
struct Folded {
    table: &'static str,
    key: &'static str,
    columns: &'static [&'static str],
}

impl Folded {
    async fn convert<C: ConnectionTrait>(
        &self,
        db: &C,
        read: &str,
        fold: impl Fn(&QueryResult) -> Result<Vec<String>, DbErr> + Send + Sync,
    ) -> Result<(), DbErr> {
        let Self { table, key, .. } = self;
        let mut last = i64::MIN;
        loop {
            let sql = format!(
                "SELECT {key} AS row_key, {read} FROM {table} WHERE {key} > {last} ORDER BY {key} LIMIT {PAGE}"
            );
            let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
            let mut changed: Vec<(i64, Vec<String>)> = Vec::new();
            for row in &rows {
                last = row.try_get("", "row_key")?;
                let folded = fold(row)?;
                let mut differs = false;
                for (column, new) in self.columns.iter().zip(&folded) {
                    differs |= row.try_get::<String>("", column)? != *new;
                }
                if differs {
                    changed.push((last, folded));
                }
            }
            for batch in changed.chunks(BATCH) {
                self.write(db, batch).await?;
            }
            if rows.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn write<C: ConnectionTrait>(&self, db: &C, rows: &[(i64, Vec<String>)]) -> Result<(), DbErr> {
        let backend = db.get_database_backend();
        let mut values: Vec<Value> = Vec::new();
        let mut tuples = Vec::new();
        for (key, texts) in rows {
            let mut tuple = format!("({key}");
            for text in texts {
                values.push(text.as_str().into());
                tuple.push_str(&match backend {
                    DbBackend::Postgres => format!(", ${}", values.len()),
                    _ => ", ?".to_owned(),
                });
            }
            tuple.push(')');
            tuples.push(tuple);
        }
        let columns: Vec<String> = (self.columns.iter().enumerate())
            .map(|(position, column)| format!("{column} = v.column{}", position + 2))
            .collect();
        let sql = format!(
            "UPDATE {table} SET {} FROM (VALUES {}) AS v WHERE {table}.{} = v.column1",
            columns.join(", "),
            tuples.join(", "),
            self.key,
            table = self.table,
        );
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        Ok(())
    }
}
