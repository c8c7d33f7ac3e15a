//! Open lists of *Communications reçues* hear of a message of an authority: when the first people of a school
//! have it, when everybody has it, and when it fails.

use std::collections::BTreeMap;

use domain::{CommunicationId, EstablishmentId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    Result,
    ground::sql::sql,
    revision::{self, Scope},
};

/// Schools that one change names. A message goes to thousands, and a change of so many would wake everybody.
const AT_ONCE: usize = 500;

/// The schools that receive something from an authority, as far as a condition on their `publication p`
/// holds; none of what a school sent itself.
pub(super) async fn schools_where(
    db: &DatabaseTransaction,
    communication: CommunicationId,
    condition: &str,
) -> Result<Vec<EstablishmentId>> {
    let text = format!(
        "SELECT p.establishment_id FROM publication p JOIN communication c ON c.id = p.communication_id \
         WHERE p.communication_id = :communication AND c.source_authority_id IS NOT NULL AND {condition}"
    );
    let rows = db.query_all_raw(sql!(db, text, communication)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "establishment_id")?)).collect()
}

/// Those whose lists show something else after a batch: all that wait for the last one, else those that have
/// nobody before it. Ask before it is counted.
pub(super) async fn after_batch(
    db: &DatabaseTransaction,
    communication: CommunicationId,
    of_school: &BTreeMap<EstablishmentId, i64>,
    is_last: bool,
) -> Result<Vec<EstablishmentId>> {
    if is_last {
        return schools_where(db, communication, "p.published_at IS NULL AND p.failed_at IS NULL").await;
    }
    let mut schools = schools_where(db, communication, "COALESCE(p.delivered, 0) = 0").await?;
    schools.retain(|school| of_school.contains_key(school));
    Ok(schools)
}

/// Wakes the open lists of these schools. Call it after every other lock except the journal's.
pub(super) async fn wake(db: &DatabaseTransaction, schools: &[EstablishmentId]) -> Result<()> {
    for some in schools.chunks(AT_ONCE) {
        revision::touch(db, revision::MESSAGES, some.iter().copied().map(Scope::School)).await?;
    }
    Ok(())
}
