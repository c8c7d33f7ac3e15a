//! Where the journal begins, after its oldest entries were deleted.

use domain::time::Millis;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::head::Head;
use crate::{Result, ground::sql::sql};

#[derive(FromQueryResult)]
struct CutRow {
    number: i64,
    hash: String,
}

/// The last deleted entry; `None` when none was deleted.
pub(super) async fn latest(db: &impl ConnectionTrait) -> Result<Option<Head>> {
    let text = "SELECT number, hash FROM audit_cut ORDER BY number DESC LIMIT 1";
    let row = CutRow::find_by_statement(sql!(db, text)).one(db).await?;
    Ok(row.map(|CutRow { number, hash }| Head { number, hash }))
}

/// Allows to delete the entries up to this one.
pub(super) async fn insert(db: &impl ConnectionTrait, last: &Head, now: Millis) -> Result<()> {
    let text = "INSERT INTO audit_cut (number, hash, cut_at) VALUES (:number, :hash, :now)";
    let (number, hash) = (last.number, last.hash.as_str());
    db.execute_raw(sql!(db, text, number, hash, now)).await?;
    Ok(())
}
