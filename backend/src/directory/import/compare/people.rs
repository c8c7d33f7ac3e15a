use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    super::{
        Counts, LargeRemoval,
        progress::Meter,
        read::{People, PersonRow},
    },
    NEW, PAGE,
};
use crate::{Result, entities::person};

/// What the people of the file lack in the database, and whom it has too many.
#[derive(Debug, Default)]
pub(in super::super) struct PeopleDiff {
    /// By position in the file: the id in the database, or [`NEW`].
    pub(in super::super) ids: Vec<i64>,
    /// Highest id that the database has given so far.
    pub(in super::super) last_id: i64,
    /// Not in the database, by position.
    pub(in super::super) new: Vec<u32>,
    /// In the database with other names, or as removed; by position.
    pub(in super::super) changed: Vec<u32>,
    /// Ids of those whom the file no longer names.
    pub(in super::super) removed: Vec<i64>,
    pub(in super::super) counts: Counts,
}

impl PeopleDiff {
    fn meet(&mut self, stored: &person::Model, people: &People) {
        self.last_id = stored.id;
        let Some(position) = people.find(&stored.external_id) else {
            if stored.removed_at.is_none() {
                self.removed.push(stored.id);
                self.counts.removed += 1;
            }
            return;
        };
        self.ids[position as usize] = stored.id;
        if stored.removed_at.is_some() {
            self.counts.added += 1;
        } else if is_same(stored, &people.rows[position as usize]) {
            self.counts.unchanged += 1;
            return;
        } else {
            self.counts.changed += 1;
        }
        self.changed.push(position);
    }

    /// Set when more than a tenth of the active people would be removed.
    pub(super) fn large_removal(&self) -> Option<LargeRemoval> {
        let Counts { changed, removed, unchanged, .. } = self.counts;
        let out_of = changed + removed + unchanged;
        (removed * 10 > out_of).then_some(LargeRemoval { would_remove: removed, out_of })
    }
}

pub(super) async fn compare(
    db: &impl ConnectionTrait,
    people: &People,
    meter: &mut Meter<'_>,
) -> Result<PeopleDiff> {
    let mut diff = PeopleDiff { ids: vec![NEW; people.rows.len()], ..PeopleDiff::default() };
    loop {
        let page = person::Entity::find()
            .filter(person::Column::Id.gt(diff.last_id))
            .order_by_asc(person::Column::Id)
            .limit(PAGE)
            .all(db)
            .await?;
        if page.is_empty() {
            break;
        }
        for stored in &page {
            diff.meet(stored, people);
        }
        meter.advance(page.len());
    }
    diff.new = (0..).zip(&diff.ids).filter(|(_, id)| **id == NEW).map(|(position, _)| position).collect();
    diff.counts.added += diff.new.len() as u64;
    Ok(diff)
}

fn is_same(stored: &person::Model, row: &PersonRow) -> bool {
    stored.last_name == row.last_name()
        && stored.first_name == row.first_name()
        && stored.email == row.email()
}
