//! Whose rights a change of grants touches.

use domain::{PersonId, access::Scope};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{administered::ScopeSchools, selected::holds_any, sources::sources_by, stored::StoredGrant};
use crate::{Result, database::statement, revision};

/// A grant to more people than this is told as one to everybody: so many are not worth their names.
const NAMED_AT_MOST: usize = 1_000;

/// Tells every process whose rights are no longer what they were: those to whom these grants give a role,
/// gave one, or give it otherwise now, and `by`, who changed them. Nobody else's page wakes.
pub(super) async fn touch(
    tx: &DatabaseTransaction,
    (scope, of): (Scope, &ScopeSchools),
    grants: Vec<StoredGrant>,
    by: PersonId,
) -> Result<()> {
    let holds = holds_any(tx, &sources_by(tx, scope, of, grants).await?).await?;
    let sql = format!("SELECT p.id FROM person p WHERE {holds} LIMIT {}", NAMED_AT_MOST + 1);
    let rows = tx.query_all_raw(statement(tx, &sql, [])).await?;
    if rows.len() > NAMED_AT_MOST {
        return revision::raise(tx, revision::ACCESS).await;
    }
    let people: Vec<PersonId> = rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect::<Result<_>>()?;
    let touched = people.into_iter().chain([by]).map(revision::Scope::Person);
    revision::touch(tx, revision::ACCESS, touched).await
}
