use std::{fmt, str::FromStr};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::append::chained;
use crate::{Result, entities::audit_entry};

/// Entries read at once.
const PAGE: u64 = 1_000;

/// The last entry as noted elsewhere; only this reveals that entries were cut off the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once(':').and_then(|(number, hash)| {
            Some(Self { number: number.parse().ok()?, hash: hash.to_ascii_lowercase() })
        });
        parsed.ok_or_else(|| format!("expected NUMBER:HASH, found {text:?}"))
    }
}

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
pub async fn verify(db: &impl ConnectionTrait, noted: Option<Head>) -> Result<Verdict> {
    let mut head = Head { number: 0, hash: String::new() };
    let mut found = noted.as_ref().is_none_or(|noted| noted.number == 0);
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
            head = Head { number: row.number, hash: row.hash };
            found |= noted.as_ref() == Some(&head);
        }
    }
    match noted {
        Some(expected) if !found => Ok(Verdict::Shortened { expected, last: head }),
        _ => Ok(Verdict::Sound(head)),
    }
}
