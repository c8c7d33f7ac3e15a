use domain::time::Millis;
use sea_orm::ConnectionTrait;

use super::{Kind, New, OPEN, enqueue};
use crate::{Result, ground::sql::sql, revision};

/// The detail of a job that a change causes; the recurring one has none.
const CHANGE: &str = "change";

/// Has communications and grants compared with a directory or with rights that have just changed.
/// Call it in the transaction of the change, after its revision is raised.
pub async fn compare(db: &impl ConnectionTrait, now: Millis) -> Result<()> {
    let now_at = revision::read(db).await?;
    let key = format!("{}-{}", now_at.directory, now_at.access);
    let kind = Kind::Compare;
    let new = New { kind, key: &key, subject: None, person: None, detail: Some(CHANGE), due_at: now };
    enqueue(db, now, &new).await.map(|_| ())
}

/// Whether a later change waits to be compared too: then the earlier one need not be.
pub async fn compares_later(db: &impl ConnectionTrait, job: i64) -> Result<bool> {
    let sql = format!(
        "SELECT 1 AS there FROM job WHERE kind = '{}' AND detail = '{CHANGE}' AND id > :job AND {} LIMIT 1",
        Kind::Compare.code(),
        OPEN
    );
    Ok(db.query_one_raw(sql!(db, sql.as_str(), job)).await?.is_some())
}
