use std::collections::BTreeMap;

use chrono_tz::Tz;
use domain::{
    time::{Millis, Stamp},
    versions::{Corrected, Correction, Marked, Versioned, VersionedKind, Wording},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::marks::{apart, mark, mark_all};
use crate::{
    Result,
    access::{Caller, responsible},
    entities::version,
};

fn of_text(of: Versioned) -> Select<version::Entity> {
    version::Entity::find()
        .filter(version::Column::SubjectKind.eq(of.kind))
        .filter(version::Column::SubjectId.eq(of.id))
}

/// How often a text was corrected.
pub async fn number_of(db: &impl ConnectionTrait, of: Versioned) -> Result<i32> {
    let latest = of_text(of).order_by_desc(version::Column::Number).one(db).await?;
    Ok(latest.map_or(0, |row| row.number))
}

/// How often these texts were corrected, and when last. A text that never was is left out.
pub async fn latest(
    db: &impl ConnectionTrait,
    kind: VersionedKind,
    ids: impl IntoIterator<Item = i64> + Send,
) -> Result<BTreeMap<i64, (i32, Millis)>> {
    let ids: Vec<i64> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(i64, i32, Millis)> = version::Entity::find()
        .select_only()
        .column(version::Column::SubjectId)
        .column_as(version::Column::Number.max(), "corrections")
        .column_as(version::Column::CorrectedAt.max(), "latest")
        .filter(version::Column::SubjectKind.eq(kind))
        .filter(version::Column::SubjectId.is_in(ids))
        .group_by(version::Column::SubjectId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, number, at)| (id, (number, at))).collect())
}

/// *Corrigé le … à …* for one reader, who saw the text first when it had been corrected `seen`
/// times. `None` for a text that was never corrected.
pub async fn corrected(
    db: &impl ConnectionTrait,
    of: Versioned,
    seen: Option<i32>,
    present: &Wording,
    zone: Tz,
) -> Result<Option<Corrected>> {
    let present = present.clone();
    corrected_as(db, of, seen, zone, move |then| mark(&then, &present)).await
}

/// The same where a text is kept in no language: `compare` puts what it said then, and what it says now,
/// into the reader's words, and marks what changed.
pub async fn corrected_as(
    db: &impl ConnectionTrait,
    of: Versioned,
    seen: Option<i32>,
    zone: Tz,
    compare: impl FnOnce(Wording) -> Marked + Send + 'static,
) -> Result<Option<Corrected>> {
    let Some(latest) = of_text(of).order_by_desc(version::Column::Number).one(db).await? else {
        return Ok(None);
    };
    let then = match seen {
        // What it said then is what the next correction found.
        Some(seen) => of_text(of).filter(version::Column::Number.eq(seen + 1)).one(db).await?,
        None => None,
    };
    let changes = match then {
        Some(row) => Some(apart(move || compare(Wording::from(row))).await?),
        None => None,
    };
    Ok(Some(Corrected { at: Stamp::new(latest.corrected_at, zone), zone: None, changes }))
}

/// Every correction of a text, the latest first, with who made it.
pub async fn history(
    db: &impl ConnectionTrait,
    caller: &Caller,
    of: Versioned,
    present: Wording,
    zone: Tz,
) -> Result<Vec<Correction>> {
    let rows = of_text(of).order_by_desc(version::Column::Number).all(db).await?;
    let names = responsible(db, caller.words(), rows.iter().map(|row| row.corrected_by)).await?;
    let head = |row: &version::Model| {
        let by = names.get(&row.corrected_by).cloned().unwrap_or_default();
        (row.number, Stamp::new(row.corrected_at, zone), by)
    };
    let heads: Vec<_> = rows.iter().map(head).collect();
    let all = mark_all(rows.into_iter().map(Wording::from).collect(), present).await?;
    let correction = |((number, at, by), changes)| Correction { number, at, by, changes };
    Ok(heads.into_iter().zip(all).map(correction).collect())
}
