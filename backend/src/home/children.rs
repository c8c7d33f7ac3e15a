use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommunicationId, PersonId,
    directory::{Cohort, ConcernedChild, Profile},
};
use sea_orm::FromQueryResult;

use super::{ReaderPage, for_reader::reader_of};
use crate::{
    Backend, Result,
    entities::cohort::{self, COLUMNS},
    ground::sql::sql,
    search::by_name,
};

#[derive(FromQueryResult)]
struct ChildRow {
    #[sea_orm(nested)]
    cohort: cohort::Model,
    child_id: PersonId,
    first_name: String,
}

/// Which of the reader's own children each announcement of a page concerns; nothing for a reader
/// with fewer than two children. It is read for this reader each time, and never kept with the page,
/// which many readers share.
pub async fn children_concerned(
    backend: &Backend,
    reader: PersonId,
    page: &ReaderPage,
) -> Result<BTreeMap<CommunicationId, Vec<ConcernedChild>>> {
    if page.to_parents.is_empty() || !reader_of(backend, reader).await?.several_children {
        return Ok(BTreeMap::new());
    }
    let (db, pupil) = (&backend.db, Profile::Student);
    let text = format!(
        "SELECT {COLUMNS}, p.id AS child_id, p.first_name FROM family_link f \
         JOIN person p ON p.id = f.child_id \
         JOIN membership m ON m.person_id = p.id JOIN cohort c ON c.id = m.cohort_id \
         WHERE f.parent_id = :reader AND p.removed_at IS NULL AND c.profile = :pupil"
    );
    let rows = ChildRow::find_by_statement(sql!(db, text, reader, pupil)).all(db).await?;
    let several: BTreeSet<PersonId> = rows.iter().map(|row| row.child_id).collect();
    if several.len() < 2 {
        return Ok(BTreeMap::new());
    }
    let mut concerned: BTreeMap<CommunicationId, BTreeSet<ConcernedChild>> = BTreeMap::new();
    for row in rows {
        let level = row.cohort.level.clone();
        // A parent has the level, sub-level, class and group of the child, and nothing else.
        let through = Cohort { profile: Profile::Parent, function: None, subject: None, ..row.cohort.into() };
        let through = if page.group.by_class { through } else { through.without_class() };
        let child = ConcernedChild { first_name: row.first_name, level };
        for (id, _) in
            page.to_parents.iter().filter(|(_, place)| page.group.cohorts.get(*place) == Some(&through))
        {
            concerned.entry(*id).or_default().insert(child.clone());
        }
    }
    let named = |(id, children): (CommunicationId, BTreeSet<ConcernedChild>)| {
        let mut children: Vec<ConcernedChild> = children.into_iter().collect();
        by_name(&mut children, |child| &child.first_name);
        (id, children)
    };
    Ok(concerned.into_iter().map(named).collect())
}
