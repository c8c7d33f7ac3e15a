use std::collections::BTreeSet;

use domain::{CommunicationId, EstablishmentId, PersonId, directory::ConcernedChild};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    audience::{audience_of, children_sql, targets_of},
    ground::sql::Sql,
};

#[derive(FromQueryResult)]
struct ChildRow {
    first_name: String,
    level: String,
}

/// Which of the reader's own children a news item concerns in these schools; nothing for a reader with
/// fewer than two children.
pub(super) async fn children_of(
    db: &impl ConnectionTrait,
    reader: PersonId,
    id: CommunicationId,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<Vec<ConcernedChild>> {
    let Some(targets) = targets_of(db, vec![id]).await?.remove(&id) else { return Ok(Vec::new()) };
    let sql = Sql::new(format!(
        "SELECT p.first_name, MIN(k.level) AS level FROM family_link f \
         JOIN person p ON p.id = f.child_id AND p.removed_at IS NULL \
         JOIN membership m ON m.person_id = p.id JOIN cohort k ON k.id = m.cohort_id \
         WHERE f.parent_id = {reader} AND EXISTS (SELECT 1 FROM family_link other \
         JOIN person o ON o.id = other.child_id AND o.removed_at IS NULL \
         WHERE other.parent_id = f.parent_id AND other.child_id <> f.child_id) \
         AND k.id IN ("
    ))
    .nest(children_sql(&audience_of(&targets, schools)))
    .then(") GROUP BY p.id, p.first_name, p.search_first ORDER BY p.search_first, p.id");
    let rows = ChildRow::find_by_statement(sql.on(db)).all(db).await?;
    let child = |ChildRow { first_name, level }: ChildRow| ConcernedChild { first_name, level };
    Ok(rows.into_iter().map(child).collect())
}
