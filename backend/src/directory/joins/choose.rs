//! Records that an administrator has named, or that are proposed: whether two of them may be joined, and
//! which one stays.

use std::collections::{HashMap, HashSet};

use domain::{
    Conflict, PersonId,
    directory::{Joining, RecordFacts, main_of},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::facts::facts;
use crate::{
    Error, Result,
    ground::sql::{numbers, sql},
};

/// What decides about any two of some records, read at once.
pub(super) struct Candidates {
    /// Who is in the directory and joined to nobody.
    standing: HashMap<PersonId, Joining>,
    facts: HashMap<PersonId, RecordFacts>,
    /// One of the two is the other's child; the smaller number first.
    families: HashSet<[PersonId; 2]>,
}

#[derive(FromQueryResult)]
struct JoinedRecord {
    id: PersonId,
    portal_administrator: Option<bool>,
    has_password: bool,
    leads: bool,
    signed_in_at: Option<Millis>,
}

#[derive(FromQueryResult)]
struct LinkRow {
    parent_id: PersonId,
    child_id: PersonId,
}

impl Candidates {
    /// Meant for the records of one page.
    pub(super) async fn load(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<Self> {
        if people.is_empty() {
            let (standing, facts, families) = (HashMap::new(), HashMap::new(), HashSet::new());
            return Ok(Self { standing, facts, families });
        }
        let list = numbers(people.iter().map(|PersonId(id)| *id));
        Ok(Self {
            standing: standing(db, &list).await?,
            facts: facts(db, people).await?,
            families: families(db, &list).await?,
        })
    }

    /// The main record first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of the two is not in the directory, or is joined to another already;
    /// [`Conflict::CannotJoin`] when they cannot be one person, or both must stay.
    pub(super) fn choose(&self, [one, other]: [PersonId; 2]) -> Result<[PersonId; 2]> {
        let (Some(first), Some(second)) = (self.standing.get(&one), self.standing.get(&other)) else {
            return Err(Error::NotFound);
        };
        let main = main_of(*first, *second).ok_or(Error::Conflict(Conflict::CannotJoin))?;
        let may_be = match (self.facts.get(&one), self.facts.get(&other)) {
            (Some(one), Some(other)) => one.may_be(other),
            _ => true,
        };
        if !may_be || self.families.contains(&[one.min(other), one.max(other)]) {
            return Err(Error::Conflict(Conflict::CannotJoin));
        }
        Ok(main)
    }
}

async fn standing(db: &impl ConnectionTrait, list: &str) -> Result<HashMap<PersonId, Joining>> {
    let text = format!(
        "SELECT p.id, a.portal_administrator, (COALESCE(a.password_hash, '') <> '') AS has_password, \
         EXISTS (SELECT 1 FROM person_join j WHERE j.person_id = p.id) AS leads, a.signed_in_at \
         FROM person p LEFT JOIN account a ON a.person_id = p.id \
         WHERE p.id IN ({list}) AND p.removed_at IS NULL AND p.joined_to IS NULL"
    );
    let rows = JoinedRecord::find_by_statement(sql!(db, text)).all(db).await?;
    let of_each = rows.into_iter().map(|row| {
        let joining = Joining {
            person: row.id,
            leads: row.leads,
            administers: row.portal_administrator.unwrap_or_default(),
            has_password: row.has_password,
            signed_in_at: row.signed_in_at,
        };
        (row.id, joining)
    });
    Ok(of_each.collect())
}

async fn families(db: &impl ConnectionTrait, list: &str) -> Result<HashSet<[PersonId; 2]>> {
    let text = format!(
        "SELECT parent_id, child_id FROM family_link WHERE parent_id IN ({list}) AND child_id IN ({list})"
    );
    let rows = LinkRow::find_by_statement(sql!(db, text)).all(db).await?;
    let ordered = |row: LinkRow| [row.parent_id.min(row.child_id), row.parent_id.max(row.child_id)];
    Ok(rows.into_iter().map(ordered).collect())
}
