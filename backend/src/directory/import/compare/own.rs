//! The stored pairs as the records own them: what is joined to a person is compared with what its own
//! import wrote.

use std::{collections::HashSet, iter::Peekable, vec::IntoIter};

use sea_orm::ConnectionTrait;

use super::{
    pages::Pages,
    pairs::{FAMILY_LINK, START},
};
use crate::{Result, database::statement};

type Pair = (i64, i64);

/// Reads a table of pairs page by page, in order.
pub(super) struct Stored<'a> {
    table: Pages<2>,
    joined: &'a HashSet<i64>,
    /// What those who are joined own, in order.
    own: Peekable<IntoIter<Pair>>,
    last: Pair,
    is_over: bool,
}

/// Everybody who is joined, main records included.
pub(in super::super) async fn joined(db: &impl ConnectionTrait) -> Result<HashSet<i64>> {
    let text = "SELECT record_id AS id FROM person_join UNION SELECT person_id FROM person_join";
    let rows = db.query_all_raw(statement(db, text, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

impl<'a> Stored<'a> {
    pub(super) async fn begin(
        db: &impl ConnectionTrait,
        table: Pages<2>,
        joined: &'a HashSet<i64>,
    ) -> Result<Self> {
        let text = if table.table == FAMILY_LINK.table {
            "SELECT parent_id AS one, child_id AS other FROM record_link"
        } else {
            "SELECT person_id AS one, cohort_id AS other FROM record_membership"
        };
        let mut own: Vec<Pair> = Vec::new();
        for row in db.query_all_raw(statement(db, text, [])).await? {
            own.push((row.try_get("", "one")?, row.try_get("", "other")?));
        }
        own.sort_unstable();
        Ok(Self { table, joined, own: own.into_iter().peekable(), last: START, is_over: false })
    }

    /// The next pairs; `None` at the end. A page may be empty.
    pub(super) async fn next(&mut self, db: &impl ConnectionTrait) -> Result<Option<Vec<Pair>>> {
        if self.is_over {
            return Ok(None);
        }
        let mut page = self.table.pairs(db, self.last).await?;
        let end = page.last().copied();
        let links = self.table.table == FAMILY_LINK.table;
        page.retain(|pair| !(self.joined.contains(&pair.0) || links && self.joined.contains(&pair.1)));
        if let Some(end) = end {
            while let Some(pair) = self.own.next_if(|pair| *pair <= end) {
                page.push(pair);
            }
            self.last = end;
        } else {
            page.extend(self.own.by_ref());
            self.is_over = true;
        }
        page.sort_unstable();
        Ok(Some(page))
    }
}
