use std::collections::HashSet;

use domain::PersonId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::compare::Plan;
use crate::{Result, ground::sql::sql};

#[derive(FromQueryResult)]
struct AdministratorRow {
    id: PersonId,
    external_id: String,
    first_name: String,
    last_name: String,
}

/// The names and identifiers of all portal administrators who can sign in, if a plan would remove every one of them:
/// then nobody could repair it. An administrator who never set a password does not count.
pub(super) async fn left_without(db: &impl ConnectionTrait, plan: &Plan) -> Result<Option<String>> {
    if plan.people.removed.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT p.id, p.external_id, p.first_name, p.last_name FROM account a JOIN person p ON p.id = a.person_id \
               WHERE a.portal_administrator AND a.password_hash <> '' AND p.removed_at IS NULL ORDER BY p.id";
    let rows = AdministratorRow::find_by_statement(sql!(db, sql)).all(db).await?;
    let removed: HashSet<PersonId> = plan.people.removed.iter().copied().map(PersonId).collect();
    if rows.is_empty() || rows.iter().any(|row| !removed.contains(&row.id)) {
        return Ok(None);
    }
    let named = |row: &AdministratorRow| {
        let AdministratorRow { external_id, first_name, last_name, .. } = row;
        format!("{first_name} {last_name} ({external_id})")
    };
    Ok(Some(rows.iter().map(named).collect::<Vec<_>>().join(", ")))
}
