use formats::Reason;
use sea_orm::ConnectionTrait;

use super::{
    super::{prefixes::begins, read::Wanted},
    StoredSchools,
    ids::Ids,
    scope::Scope,
};
use crate::{Result, entities::cohort, ground::sql::Sql};

/// What an import is not about, and therefore leaves as it is.
///
/// A delivery of one academy or school says nothing about the people of another one. Somebody whose
/// child or parent is in the delivery is part of it: nobody keeps a child that the delivery does not
/// give them. A joined record is compared by itself, with what its own import said of it. Where several
/// deliveries share an academy, each speaks of its own schools ([`Scope`]).
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// People who keep their memberships and links, by id.
    strangers: Ids,
    scope: Option<Scope>,
}

/// A link `f` between people who are joined to nobody: main records have the links of the others too.
const UNJOINED: &str = "f.parent_id NOT IN (SELECT j.person_id FROM person_join j) \
    AND f.child_id NOT IN (SELECT j.person_id FROM person_join j)";

impl Kept {
    pub(super) async fn find(
        db: &impl ConnectionTrait,
        wanted: &Wanted,
        schools: &StoredSchools,
        cohorts: &[cohort::Model],
    ) -> Result<Self> {
        let scope = Scope::find(db, wanted, schools, cohorts).await?;
        Ok(Self { strangers: strangers(db, wanted).await?, scope })
    }

    /// `ids` are those of the people of the import, and [`super::NEW`] for new ones.
    pub(super) fn learn(&mut self, ids: &[i64]) {
        if let Some(scope) = &mut self.scope {
            scope.learn(ids.iter().copied().filter(|id| *id != super::NEW));
        }
    }

    /// Whether somebody stays who is not in the import.
    pub(super) fn person(&self, person: i64) -> bool {
        self.is_stranger(person) || self.is_elsewhere(person)
    }

    /// Whether they stay because other deliveries of their academy speak of them.
    pub(super) fn is_elsewhere(&self, person: i64) -> bool {
        !self.is_stranger(person) && self.scope.as_ref().is_some_and(|scope| scope.keeps(person))
    }

    /// Whether a membership stays that the import does not give.
    pub(super) fn membership(&self, (person, cohort): (i64, i64)) -> bool {
        self.is_stranger(person) || self.scope.as_ref().is_some_and(|scope| scope.is_elsewhere(cohort))
    }

    /// Whether a link stays that the import does not give. A link stays when both its people do.
    pub(super) fn link(&self, (parent, child): (i64, i64)) -> bool {
        let is_stranger = |person| self.is_stranger(person);
        is_stranger(parent) && is_stranger(child)
            || self.scope.as_ref().is_some_and(|scope| scope.keeps_link(parent, child, is_stranger))
    }

    /// Whether none of the schools is known, while others of the same academy are.
    pub(super) fn is_beside_all(&self) -> bool {
        self.scope.as_ref().is_some_and(Scope::is_new)
    }

    /// What stays because it belongs to other deliveries; `people` are not in this one.
    pub(super) fn said(&self, people: u64) -> Option<Reason> {
        self.scope.as_ref()?.said(people)
    }

    fn is_stranger(&self, person: i64) -> bool {
        self.strangers.contains(person)
    }
}

/// The people whose identifiers begin otherwise, and who have no child or parent among the others.
async fn strangers(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Ids> {
    let prefixes = &wanted.prefixes;
    if prefixes.is_empty() {
        return Ok(Ids::default());
    }
    let (parent, child) = (|| begins("parent", prefixes), || begins("child", prefixes));
    let sql = Sql::new("SELECT p.id FROM person p WHERE p.removed_at IS NULL AND NOT (")
        .nest(begins("p", prefixes))
        .then(
            ") AND NOT EXISTS (SELECT 1 FROM family_link f JOIN person parent ON parent.id = f.parent_id \
             WHERE f.child_id = p.id AND (",
        )
        .nest(parent())
        .then(&format!(
            ") AND {UNJOINED}) \
             AND NOT EXISTS (SELECT 1 FROM family_link f JOIN person child ON child.id = f.child_id \
             WHERE f.parent_id = p.id AND ("
        ))
        .nest(child())
        .then(&format!(
            ") AND {UNJOINED}) \
             AND NOT EXISTS (SELECT 1 FROM record_link f JOIN person parent ON parent.id = f.parent_id \
             WHERE f.child_id = p.id AND ("
        ))
        .nest(parent())
        .then(
            ")) AND NOT EXISTS (SELECT 1 FROM record_link f JOIN person child ON child.id = f.child_id \
             WHERE f.parent_id = p.id AND (",
        )
        .nest(child())
        .then("))");
    Ids::read(db, sql).await
}
