use domain::audit::Action;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{append::chained, cut, head::Head};
use crate::{Backend, Result, entities::audit_entry};

/// Entries read at once.
const PAGE: u64 = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before.
    Sound(Head),
    /// The first entry that was changed, or that has a missing entry before it.
    Broken { number: i64 },
    /// The chain is sound, but does not contain the noted entry.
    Shortened { expected: Head, last: Head },
}

/// Checks the whole chain, and looks for the entry that was noted elsewhere, if any.
///
/// If the oldest entries were deleted, it begins after the last of them. An entry of the chain must
/// name that one and its hash. It begins again if further ones are deleted meanwhile.
pub async fn verify(backend: &Backend, noted: Option<Head>) -> Result<Verdict> {
    let db = &backend.db;
    loop {
        let cut = cut::latest(db).await?;
        backend.failpoint.between("verify").await;
        let verdict = after(db, cut.clone(), noted.clone()).await?;
        if !matches!(verdict, Verdict::Broken { .. }) || cut::latest(db).await? == cut {
            return Ok(verdict);
        }
    }
}

async fn after(db: &impl ConnectionTrait, cut: Option<Head>, noted: Option<Head>) -> Result<Verdict> {
    let mut head = cut.clone().unwrap_or(Head { number: 0, hash: String::new() });
    // Of entries that were deleted, only the last one's hash is known.
    let mut found = noted.as_ref().is_none_or(|noted| noted.number < head.number || *noted == head);
    let mut cut_is_named = cut.is_none();
    loop {
        let rows = audit_entry::Entity::find()
            .filter(audit_entry::Column::Number.gt(head.number))
            .order_by_asc(audit_entry::Column::Number)
            .limit(PAGE)
            .all(db)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.number != head.number + 1 || row.hash != chained(&head.hash, &row) {
                return Ok(Verdict::Broken { number: head.number + 1 });
            }
            cut_is_named |= row.action == Action::JournalPruned.code()
                && cut.as_ref().is_some_and(|cut| row.subject == cut.to_string());
            head = Head { number: row.number, hash: row.hash };
            found |= noted.as_ref() == Some(&head);
        }
    }
    if !cut_is_named {
        return Ok(Verdict::Broken { number: cut.map_or(1, |cut| cut.number + 1) });
    }
    match noted {
        Some(expected) if !found => Ok(Verdict::Shortened { expected, last: head }),
        _ => Ok(Verdict::Sound(head)),
    }
}
