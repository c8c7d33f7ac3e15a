use std::collections::HashSet;

use sea_orm::{ConnectionTrait, Value};

use super::super::read::Wanted;
use crate::{Result, database::statement};

/// The people that an import is not about, by id: they keep their memberships and links.
///
/// A delivery of one academy or school says nothing about the people of another one. Whose child or
/// parent is in the delivery is part of it: nobody keeps a child that the delivery does not give
/// them. A joined record is looked at by itself: what its own import said of it.
#[derive(Debug, Default)]
pub(super) struct Kept(HashSet<i64>);

/// A link `f` between people who are joined to nobody: main records have the links of the others too.
const UNJOINED: &str = "f.parent_id NOT IN (SELECT j.person_id FROM person_join j) \
    AND f.child_id NOT IN (SELECT j.person_id FROM person_join j)";

impl Kept {
    pub(super) async fn find(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Self> {
        let prefixes = &wanted.prefixes;
        if prefixes.is_empty() {
            return Ok(Self::default());
        }
        let [person, parent, child] = ["p", "parent", "child"].map(|table| {
            let begins =
                |prefix: &String| format!("substr({table}.external_id, 1, {}) = ?", prefix.chars().count());
            prefixes.iter().map(begins).collect::<Vec<_>>().join(" OR ")
        });
        let sql = format!(
            "SELECT p.id FROM person p WHERE p.removed_at IS NULL AND NOT ({person}) \
             AND NOT EXISTS (SELECT 1 FROM family_link f JOIN person parent ON parent.id = f.parent_id \
             WHERE f.child_id = p.id AND ({parent}) AND {UNJOINED}) \
             AND NOT EXISTS (SELECT 1 FROM family_link f JOIN person child ON child.id = f.child_id \
             WHERE f.parent_id = p.id AND ({child}) AND {UNJOINED}) \
             AND NOT EXISTS (SELECT 1 FROM record_link f JOIN person parent ON parent.id = f.parent_id \
             WHERE f.child_id = p.id AND ({parent})) \
             AND NOT EXISTS (SELECT 1 FROM record_link f JOIN person child ON child.id = f.child_id \
             WHERE f.parent_id = p.id AND ({child}))"
        );
        let values: Vec<Value> = (0..5).flat_map(|_| prefixes).map(|prefix| prefix.clone().into()).collect();
        let mut kept = HashSet::new();
        for row in db.query_all_raw(statement(db, &sql, values)).await? {
            let id: i64 = row.try_get("", "id")?;
            kept.insert(id);
        }
        Ok(Self(kept))
    }

    pub(super) fn has(&self, person: i64) -> bool {
        self.0.contains(&person)
    }
}
