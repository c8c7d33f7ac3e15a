use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};

use super::{super::progress::Meter, side::Work};
use crate::{
    Result,
    database::{rows_per_insert, statement},
    transaction,
};

/// Rows of one statement: more would not be faster, and would take longer to parse.
const ROWS: usize = 1_000;

/// A statement about many rows, such as `INSERT INTO t (a, b) VALUES (?, ?), (?, ?) … `.
pub(super) struct Bulk {
    pub(super) head: &'static str,
    /// The parameters of one row, without parentheses: `?, ?`.
    pub(super) row: &'static str,
    pub(super) columns: usize,
    pub(super) tail: &'static str,
}

impl Bulk {
    /// Runs it for all of `rows`; `bind` gives the parameters of one row.
    pub(super) async fn run<T: Sync>(
        &self,
        db: &impl ConnectionTrait,
        rows: &[T],
        meter: &mut Meter<'_>,
        bind: impl Fn(&T, &mut Vec<Value>) + Sync,
    ) -> Result<()> {
        let size = ROWS.min(rows_per_insert(self.columns));
        let mut full: Option<String> = None;
        for chunk in rows.chunks(size) {
            let mut values = Vec::with_capacity(chunk.len() * self.columns);
            for row in chunk {
                bind(row, &mut values);
            }
            let ready = if chunk.len() < size {
                statement(db, &self.sql(chunk.len()), values)
            } else if let Some(sql) = &full {
                Statement::from_sql_and_values(db.get_database_backend(), sql.clone(), values)
            } else {
                let first = statement(db, &self.sql(size), values);
                full = Some(first.sql.clone());
                first
            };
            db.execute_raw(ready).await?;
            meter.advance(chunk.len());
        }
        Ok(())
    }

    /// The same in small transactions, between which others write.
    pub(super) async fn run_in_steps<T: Sync>(
        &self,
        db: &DatabaseConnection,
        work: Work,
        rows: &[T],
        meter: &mut Meter<'_>,
        bind: impl Fn(&T, &mut Vec<Value>) + Sync,
    ) -> Result<()> {
        for some in rows.chunks(work.step()) {
            transaction!(db, |tx| {
                work.hold(tx).await?;
                self.run(tx, some, meter, &bind).await
            })?;
        }
        Ok(())
    }

    fn sql(&self, rows: usize) -> String {
        let mut sql = String::with_capacity(self.head.len() + self.tail.len() + rows * (self.row.len() + 4));
        sql.push_str(self.head);
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            sql.push_str(self.row);
            sql.push(')');
        }
        sql.push_str(self.tail);
        sql
    }
}
