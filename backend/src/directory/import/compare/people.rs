use sea_orm::ConnectionTrait;

use super::{
    super::{Counts, progress::Meter, read::People},
    Kept, NEW, Pages,
    ids::Ids,
    mixed::mixed,
    number,
};
use crate::{Result, ground::sql::Sql};

/// How many people of each kind a report names.
pub(super) const NAMED: usize = 50;

const PEOPLE: Pages<6> = Pages {
    table: "person",
    key: "id",
    columns: [
        "id",
        "external_id",
        "last_name",
        "first_name",
        "email",
        "CASE WHEN removed_at IS NULL THEN '' ELSE 'removed' END",
    ],
};

/// Who has a role that was given to them by name, or administers the portal.
const HOLDERS: &str = "SELECT g.person_id AS id FROM access_grant g JOIN person p ON p.id = g.person_id \
     WHERE p.removed_at IS NULL UNION SELECT a.person_id FROM account a JOIN person p ON p.id = a.person_id \
     WHERE a.portal_administrator AND p.removed_at IS NULL";

/// Somebody in the database under other names or another address, or marked as removed.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Changed {
    pub(in super::super) position: u32,
    /// A sum of [`NAMES`], [`EMAIL`] and [`RETURNS`].
    pub(in super::super) what: u8,
}

pub(in super::super) const NAMES: u8 = 1;
pub(in super::super) const EMAIL: u8 = 2;
pub(in super::super) const RETURNS: u8 = 4;

/// The differences between the people of the file and those of the database.
#[derive(Debug, Default)]
pub(in super::super) struct PeopleDiff {
    /// By position in the file: the id in the database, or [`NEW`].
    pub(in super::super) ids: Vec<i64>,
    /// The highest id that the database has assigned so far.
    pub(in super::super) last_id: i64,
    /// Not in the database, by position.
    pub(in super::super) new: Vec<u32>,
    pub(in super::super) changed: Vec<Changed>,
    /// Ids of people who are no longer in the file.
    pub(in super::super) removed: Vec<i64>,
    /// Ids of people who had left and are in the file again.
    pub(in super::super) returning: Vec<i64>,
    pub(in super::super) counts: Counts,
    /// How many are not in the file and stay, because they belong to other deliveries.
    pub(super) elsewhere: u64,
    /// Of those changed: under another last or first name.
    pub(super) renamed: u64,
    /// How many of those who stay had an address, and of these have another one or none.
    pub(super) with_address: u64,
    pub(super) readdressed: u64,
    /// Who has another one or none, by position.
    pub(super) readdressed_at: Vec<u32>,
    /// How many of those whom the import is about have a role of their own, and how many of these leave.
    pub(super) holders: u64,
    pub(super) holders_removed: u64,
    /// Who comes, and who has new names or another address, and which, as a part of the number of this
    /// difference.
    pub(super) renames: u64,
    /// The first of them, by position, with the first and last name of before.
    pub(super) renamed_from: Vec<(u32, String)>,
    /// The first who were marked as removed and come back, by position.
    pub(super) returned: Vec<u32>,
}

impl PeopleDiff {
    fn meet(&mut self, stored: [&str; 6], people: &People, kept: &Kept) -> Result<()> {
        let [id, external_id, last_name, first_name, email, removed] = stored;
        let id = number(id)?;
        let is_active = removed.is_empty();
        self.last_id = self.last_id.max(id);
        let Some(position) = people.find(external_id) else {
            if is_active && !kept.person(id) {
                self.removed.push(id);
                self.counts.removed += 1;
            } else if is_active && kept.is_elsewhere(id) {
                self.elsewhere += 1;
            }
            return Ok(());
        };
        self.ids[position as usize] = id;
        let row = people.row(position);
        let is_renamed = [row.last_name, row.first_name] != [last_name, first_name];
        let what = |differs: bool, what: u8| if differs { what } else { 0 };
        let what = what(is_renamed, NAMES) | what(row.email != email, EMAIL) | what(!is_active, RETURNS);
        if is_active {
            self.address((id, position), email, row.email);
        }
        if !is_active {
            self.counts.added += 1;
            self.renames = self.renames.wrapping_add(mixed("returns", &[id], ""));
            if self.returned.len() < NAMED {
                self.returned.push(position);
            }
            self.returning.push(id);
        } else if what == 0 {
            self.counts.unchanged += 1;
            return Ok(());
        } else {
            self.counts.changed += 1;
            if is_renamed {
                self.renamed += 1;
                let new = format!("{} {}", row.last_name, row.first_name);
                self.renames = self.renames.wrapping_add(mixed("renamed", &[id], &new));
                if self.renamed_from.len() < NAMED {
                    self.renamed_from.push((position, format!("{first_name} {last_name}")));
                }
            }
        }
        self.changed.push(Changed { position, what });
        Ok(())
    }

    /// Counts the address of somebody who stays. Upper and lower case make no difference.
    fn address(&mut self, (id, position): (i64, u32), stored: &str, now: &str) {
        self.with_address += u64::from(!stored.is_empty());
        if !stored.is_empty() && !stored.eq_ignore_ascii_case(now) {
            self.readdressed += 1;
            self.readdressed_at.push(position);
            self.renames = self.renames.wrapping_add(mixed("address", &[id], now));
        }
    }

    /// How many active people the database has.
    pub(super) const fn stored(&self) -> u64 {
        self.counts.changed + self.counts.removed + self.counts.unchanged
    }
}

pub(super) async fn compare(
    db: &impl ConnectionTrait,
    people: &People,
    kept: &Kept,
    meter: &mut Meter<'_>,
) -> Result<PeopleDiff> {
    let mut diff = PeopleDiff { ids: vec![NEW; people.len()], ..PeopleDiff::default() };
    while let Some(page) = PEOPLE.next(db, [diff.last_id]).await? {
        let mut rows = 0;
        for stored in PEOPLE.rows(&page) {
            diff.meet(stored?, people, kept)?;
            rows += 1;
        }
        meter.advance(rows);
    }
    diff.new = (0..).zip(&diff.ids).filter(|(_, id)| **id == NEW).map(|(position, _)| position).collect();
    diff.counts.added += diff.new.len() as u64;
    let come = diff.new.iter().map(|position| mixed("new", &[], people.row(*position).external_id));
    diff.renames = come.fold(diff.renames, u64::wrapping_add);
    if !diff.removed.is_empty() {
        let holders = Ids::read(db, Sql::new(HOLDERS)).await?;
        // Those of other deliveries do not make the ones of this delivery few.
        let about = diff.ids.iter().chain(&diff.removed);
        diff.holders = about.filter(|id| holders.contains(**id)).count() as u64;
        diff.holders_removed = diff.removed.iter().filter(|id| holders.contains(**id)).count() as u64;
    }
    Ok(diff)
}
