use domain::{PersonId, time::Millis};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Result, ground::sql::sql};

/// Records on one page.
const LISTED: usize = 20;

#[derive(FromQueryResult)]
pub(super) struct JoinRow {
    pub record_id: PersonId,
    pub joined_at: Millis,
    /// Who joined it.
    pub joined_by: PersonId,
    pub main_first_name: String,
    pub main_last_name: String,
    pub main_identifier: String,
}

/// The records after `after` that are joined to another, and after which one the next page begins.
pub(super) async fn joined(
    db: &impl ConnectionTrait,
    after: PersonId,
) -> Result<(Vec<JoinRow>, Option<PersonId>)> {
    let more = LISTED + 1;
    let text = format!(
        "SELECT j.record_id, j.joined_at, j.joined_by, p.first_name AS main_first_name, \
         p.last_name AS main_last_name, p.external_id AS main_identifier FROM person_join j \
         JOIN person p ON p.id = j.person_id JOIN person b ON b.id = j.joined_by \
         WHERE j.record_id > :after ORDER BY j.record_id LIMIT {more}"
    );
    let mut rows = JoinRow::find_by_statement(sql!(db, text, after)).all(db).await?;
    let is_full = rows.len() > LISTED;
    rows.truncate(LISTED);
    let next = rows.last().map(|row| row.record_id).filter(|_| is_full);
    Ok((rows, next))
}
