use domain::{audit::Action, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    append::{Entry, append},
    cut,
    head::Head,
};
use crate::{Backend, Result, database::lock, entities::audit_entry, ground::sql::sql, transaction};

/// Entries deleted by one statement: few, so that no writer waits for it.
const BATCH: i64 = 1_000;
/// Something is recorded every day. If nothing was for so long, the clock is wrong, and by it the
/// whole journal would be old.
const SILENT_MS: i64 = 90 * 24 * 60 * 60_000;

/// The instant so many days ago.
pub fn days_ago(now: Millis, days: u32) -> Millis {
    now.plus(-i64::from(days) * 24 * 60 * 60_000)
}

/// Whether something was recorded not long ago. Otherwise the clock may be wrong, and by it everything
/// would be old.
pub(crate) async fn is_in_use(db: &impl ConnectionTrait, now: Millis) -> Result<bool> {
    let newest = audit_entry::Entity::find().order_by_desc(audit_entry::Column::Number).limit(1);
    Ok(newest.one(db).await?.is_some_and(|newest| newest.at.plus(SILENT_MS) > now))
}

/// Deletes the entries that are older than `before`, from the first one on. What is left can still be
/// verified: an entry of the journal names the last deleted one and its hash. Returns how many
/// entries were deleted.
pub async fn prune(backend: &Backend, before: Millis) -> Result<u64> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "audit_entry").await?;
        let kept = cut::latest(tx).await?.map_or(0, |cut| cut.number);
        let Some(last) = last_before(tx, before, now).await?.filter(|last| last.number > kept) else {
            return Ok(());
        };
        cut::insert(tx, &last, now).await?;
        let entry = Entry::by_the_system(Action::JournalPruned, last.to_string());
        append(tx, now, entry.with("entries", last.number - kept)).await
    })?;
    delete(backend).await
}

/// The last entry of those at the beginning that are all old. Times may go back, numbers do not.
async fn last_before(db: &impl ConnectionTrait, before: Millis, now: Millis) -> Result<Option<Head>> {
    use audit_entry::{Column, Entity};
    let newest = Entity::find().order_by_desc(Column::Number).limit(1).one(db).await?;
    let Some(newest) = newest.filter(|newest| newest.at.plus(SILENT_MS) > now) else { return Ok(None) };
    let young = Entity::find().filter(Column::At.gte(before)).order_by_asc(Column::Number).limit(1);
    // The newest one always stays.
    let end = young.one(db).await?.map_or(newest.number, |young| young.number);
    let last = Entity::find().filter(Column::Number.lt(end)).order_by_desc(Column::Number).limit(1);
    Ok(last.one(db).await?.map(|row| Head { number: row.number, hash: row.hash }))
}

/// Deletes what the latest cut allows, also what an ended process left.
async fn delete(backend: &Backend) -> Result<u64> {
    let db = &backend.db;
    let Some(cut) = cut::latest(db).await? else { return Ok(0) };
    let mut gone = 0;
    loop {
        let first = audit_entry::Entity::find().order_by_asc(audit_entry::Column::Number).limit(1);
        let Some(first) = first.one(db).await?.filter(|first| first.number <= cut.number) else {
            return Ok(gone);
        };
        let up_to = cut.number.min(first.number + BATCH - 1);
        let text = "DELETE FROM audit_entry WHERE number <= :up_to";
        gone += transaction!(db, |tx| {
            lock(tx, "audit_entry").await?;
            Ok(tx.execute_raw(sql!(tx, text, up_to)).await?.rows_affected())
        })?;
    }
}
