//! Removes the schools that an import added, when it is undone.

use domain::Conflict;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction};

use crate::{Error, Result, ground::sql::sql};

/// What somebody did with a school: then it stays, and so does the import.
const IN_USE: &str = "SELECT 1 AS found FROM establishment e WHERE e.uai = :uai AND (\
     EXISTS (SELECT 1 FROM publication u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM access_grant u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM access_request u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM account_batch u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM copies_by_default u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM names_shown u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM exchange u WHERE u.establishment_id = e.id) \
     OR EXISTS (SELECT 1 FROM space s WHERE s.establishment_id = e.id AND (s.kind = 'other' \
     OR EXISTS (SELECT 1 FROM space_right u WHERE u.space_id = s.id) \
     OR EXISTS (SELECT 1 FROM article u WHERE u.space_id = s.id) \
     OR EXISTS (SELECT 1 FROM event u WHERE u.space_id = s.id) \
     OR EXISTS (SELECT 1 FROM subscription u WHERE u.space_id = s.id) \
     OR EXISTS (SELECT 1 FROM space_feed u WHERE u.space_id = s.id) \
     OR EXISTS (SELECT 1 FROM calendar_feed u WHERE u.space = s.id))))";

/// Removes a school that nobody has used, with its standard spaces.
///
/// # Errors
/// [`Conflict::ImportInUse`] when somebody has.
pub(super) async fn school(tx: &DatabaseTransaction, uai: &str) -> Result<()> {
    if tx.query_one_raw(sql!(tx, IN_USE, uai)).await?.is_some() {
        return Err(Error::Conflict(Conflict::ImportInUse));
    }
    for text in [
        "DELETE FROM space WHERE establishment_id IN (SELECT id FROM establishment WHERE uai = :uai)",
        "DELETE FROM known_name WHERE establishment_id IN (SELECT id FROM establishment WHERE uai = :uai)",
        "DELETE FROM establishment WHERE uai = :uai",
    ] {
        tx.execute_raw(sql!(tx, text, uai)).await?;
    }
    Ok(())
}

/// Removes an authority that has no school and that nothing names.
pub(super) async fn authority(tx: &DatabaseTransaction, name: &str) -> Result<()> {
    let text = "DELETE FROM authority WHERE name = :name \
         AND NOT EXISTS (SELECT 1 FROM establishment u WHERE u.authority_id = authority.id) \
         AND NOT EXISTS (SELECT 1 FROM access_grant u WHERE u.authority_id = authority.id) \
         AND NOT EXISTS (SELECT 1 FROM provider u WHERE u.authority_id = authority.id) \
         AND NOT EXISTS (SELECT 1 FROM communication u WHERE u.source_authority_id = authority.id)";
    tx.execute_raw(sql!(tx, text, name)).await?;
    Ok(())
}

/// Removes a site that has no school.
pub(super) async fn campus(tx: &DatabaseTransaction, name: &str) -> Result<()> {
    let text = "DELETE FROM campus WHERE name = :name \
         AND NOT EXISTS (SELECT 1 FROM establishment u WHERE u.campus_id = campus.id)";
    tx.execute_raw(sql!(tx, text, name)).await?;
    Ok(())
}
