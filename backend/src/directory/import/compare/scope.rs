//! What a delivery is about, where other deliveries have people of the same academy.

use std::collections::{BTreeSet, HashSet};

use domain::{EstablishmentId, directory::Profile};
use formats::Reason;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    super::{prefixes::begins, read::Wanted},
    StoredSchools,
    ids::Ids,
};
use crate::{Result, entities::cohort, ground::sql::Sql, search::by_name};

/// How many schools of other deliveries a report names.
const NAMED: usize = 10;

/// Joined people are left out here: their memberships are compared record by record, from
/// `record_membership`.
const JOINED: &str = "SELECT record_id FROM person_join UNION SELECT person_id FROM person_join";

/// The part of an academy that one delivery speaks of: the schools that have its pupils. What is in other
/// schools came with other deliveries, and stays.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The cohorts of its schools, by id.
    cohorts: HashSet<i64>,
    /// Everybody who is in another school, or in none, by id.
    staying: Ids,
    /// Everybody whom the delivery names and the database has, by id.
    delivered: Ids,
    /// The first schools of other deliveries, by name, and how many there are.
    others: Vec<String>,
    others_total: u64,
    /// None of the schools of the delivery has a pupil yet.
    is_new: bool,
}

#[derive(FromQueryResult)]
struct SchoolRow {
    id: EstablishmentId,
    uai: String,
    name: String,
}

impl Scope {
    /// `None` when the delivery speaks of everybody whose identifier begins as its own do.
    pub(super) async fn find(
        db: &impl ConnectionTrait,
        wanted: &Wanted,
        schools: &StoredSchools,
        cohorts: &[cohort::Model],
    ) -> Result<Option<Self>> {
        let Some(own) = &wanted.scope else { return Ok(None) };
        let with_pupils = with_pupils(db, &wanted.prefixes).await?;
        let others: Vec<&SchoolRow> =
            with_pupils.iter().filter(|school| !own.contains(&school.uai)).collect();
        if others.is_empty() {
            return Ok(None);
        }
        let own = schools.ids(own);
        let called = schools.called(&wanted.establishments);
        let named = others.iter().take(NAMED);
        let named: Vec<String> =
            named.map(|school| called.get(&school.uai).unwrap_or(&school.name).clone()).collect();
        let of_own = cohorts.iter().filter(|row| own.contains(&row.establishment_id));
        Ok(Some(Self {
            cohorts: of_own.map(|row| row.id.0).collect(),
            staying: staying(db, &own).await?,
            delivered: Ids::default(),
            others: named,
            others_total: others.len() as u64,
            is_new: !with_pupils.iter().any(|school| own.contains(&school.id)),
        }))
    }

    /// `ids` are those of the people of the delivery.
    pub(super) fn learn(&mut self, ids: impl Iterator<Item = i64>) {
        self.delivered = ids.collect();
    }

    /// Whether somebody stays who is not in the delivery.
    pub(super) fn keeps(&self, person: i64) -> bool {
        self.staying.contains(person)
    }

    /// Whether a cohort belongs to another school.
    pub(super) fn is_elsewhere(&self, cohort: i64) -> bool {
        !self.cohorts.contains(&cohort)
    }

    /// Whether another delivery decides about a stored link. `is_stranger`: of another academy.
    pub(super) fn keeps_link(&self, parent: i64, child: i64, is_stranger: impl Fn(i64) -> bool) -> bool {
        let end = |person: i64| End {
            is_delivered: self.delivered.contains(person),
            stays: self.staying.contains(person) || is_stranger(person),
        };
        is_of_others(end(parent), end(child))
    }

    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// What stays untouched, for the person who reads the report; `people` are not in the delivery.
    pub(super) fn said(&self, people: u64) -> Option<Reason> {
        let (schools, total) = (self.others.clone(), self.others_total);
        (people > 0).then_some(Reason::OthersStay { schools, total, people })
    }
}

/// One end of a stored link.
#[derive(Clone, Copy, Debug)]
struct End {
    is_delivered: bool,
    /// They are also in a school of another delivery.
    stays: bool,
}

/// Whether a link that the delivery does not give stays: the child is in a school of another delivery,
/// and this one does not know them both.
const fn is_of_others(parent: End, child: End) -> bool {
    let is_known = parent.is_delivered && child.is_delivered;
    child.stays && !is_known && (parent.is_delivered || parent.stays)
}

/// The schools that have a pupil whose identifier begins so, in the order of their names.
async fn with_pupils(db: &impl ConnectionTrait, prefixes: &[String]) -> Result<Vec<SchoolRow>> {
    let sql = Sql::new(
        "SELECT e.id, e.uai, e.name FROM establishment e WHERE EXISTS (SELECT 1 FROM cohort c \
         JOIN membership m ON m.cohort_id = c.id JOIN person p ON p.id = m.person_id \
         WHERE c.establishment_id = e.id AND c.profile = :pupil AND p.removed_at IS NULL AND (",
    );
    let sql = sql.bind("pupil", Profile::Student).nest(begins("p", prefixes));
    let sql = sql.then(")) ORDER BY e.id");
    let mut schools = SchoolRow::find_by_statement(sql.on(db)).all(db).await?;
    by_name(&mut schools, |school| &school.name);
    Ok(schools)
}

/// Everybody who is in a school that is not one of `own`, or in no school at all: no delivery may say
/// that they have left, because another one may have brought them.
async fn staying(db: &impl ConnectionTrait, own: &BTreeSet<EstablishmentId>) -> Result<Ids> {
    // Numbers of our own: an academy has more schools than a statement has values. No school is 0.
    let own = std::iter::once(0).chain(own.iter().map(|school| school.0));
    let own = own.map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    let sql = format!(
        "SELECT m.person_id AS id FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE c.establishment_id NOT IN ({own}) AND m.person_id NOT IN ({JOINED}) \
         UNION SELECT r.person_id FROM record_membership r JOIN cohort c ON c.id = r.cohort_id \
         WHERE c.establishment_id NOT IN ({own}) \
         UNION SELECT p.id FROM person p WHERE p.removed_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id) \
         AND NOT EXISTS (SELECT 1 FROM record_membership r WHERE r.person_id = p.id)"
    );
    Ids::read(db, Sql::new(sql)).await
}

#[cfg(test)]
mod tests {
    use super::{End, is_of_others};

    #[test]
    fn a_link_stays_only_when_another_delivery_speaks_of_it() {
        let end = |is_delivered, stays| End { is_delivered, stays };
        let keeps = |parent, child| is_of_others(parent, child);
        let (absent, elsewhere) = (end(false, false), end(false, true));
        let (delivered, both) = (end(true, false), end(true, true));
        assert!(keeps(elsewhere, elsewhere), "a family of another delivery");
        assert!(keeps(delivered, elsewhere) && keeps(both, elsewhere), "a parent with children in both");
        assert!(keeps(elsewhere, both), "a pupil of both, with the parents of the other one");
        assert!(!keeps(both, both) && !keeps(delivered, both), "it knows them both and gives no link");
        assert!(!keeps(elsewhere, delivered), "the child is its own: a parent no longer is one");
        assert!(!keeps(elsewhere, absent) && !keeps(delivered, absent), "the child has left");
        assert!(!keeps(absent, elsewhere) && !keeps(absent, both), "the parent has left");
    }
}
