//! Forgets what is over beside other work, some rows at a time: whoever signs in first on a Monday does not
//! wait until everything of the week before is deleted.

use domain::time::Millis;
use sea_orm::ConnectionTrait;

use super::sql::sql;
use crate::{Result, database::skip_locked};

/// Rows deleted beside one piece of work; the others go with the next ones.
const SOME: u64 = 200;

/// Rows of a table that are over when the instant in `until` has come. `key` tells them apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Swept {
    pub table: &'static str,
    pub key: &'static str,
    pub until: &'static str,
}

/// Deletes some of the rows that are over at `now`. What is over counts for nothing, deleted or not. Rows
/// that somebody else deletes at the moment are passed over: people who sign in do not wait for each other.
pub(crate) async fn sweep(db: &impl ConnectionTrait, swept: Swept, now: Millis) -> Result<()> {
    let Swept { table, key, until } = swept;
    let text = format!(
        "WITH found (it) AS (SELECT s.{key} FROM {table} s WHERE s.{until} <= :now \
         ORDER BY s.{until} LIMIT {SOME} {}) \
         DELETE FROM {table} WHERE {key} IN (SELECT f.it FROM found f)",
        skip_locked(db)
    );
    db.execute_raw(sql!(db, text, now)).await?;
    Ok(())
}
