use domain::PersonId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Backend, Result,
    access::given_cohorts,
    database::statement,
    entities::session,
    ground::sql::numbers,
    revision::{self, Scope},
    transaction,
};

/// The sessions that providers of authorities opened for people who hold a role beyond its schools by
/// now, which was given to them by name. None of them would be let in again.
const BEYOND: &str = "SELECT DISTINCT s.token_hash, s.person_id FROM provider_session o \
    JOIN provider p ON p.id = o.provider_id JOIN session s ON s.token_hash = o.token_hash \
    JOIN access_grant g ON g.person_id = s.person_id LEFT JOIN establishment e ON e.id = g.establishment_id \
    WHERE p.authority_id IS NOT NULL AND COALESCE(g.authority_id, e.authority_id) <> p.authority_id";
/// The same sessions, with each membership of their people in a school of another authority.
const ELSEWHERE: &str = "FROM provider_session o JOIN provider p ON p.id = o.provider_id \
    JOIN session s ON s.token_hash = o.token_hash JOIN membership m ON m.person_id = s.person_id \
    JOIN cohort c ON c.id = m.cohort_id JOIN establishment e ON e.id = c.establishment_id \
    WHERE p.authority_id IS NOT NULL AND e.authority_id <> p.authority_id";
/// Sessions that are ended in one transaction.
const AT_ONCE: usize = 500;

#[derive(FromQueryResult)]
struct OpenSession {
    token_hash: String,
    person_id: PersonId,
}

/// Ends the sessions by which the provider of an authority could act in another one.
pub(crate) async fn end_beyond_authorities(backend: &Backend) -> Result<()> {
    let db = &backend.db;
    let mut open = OpenSession::find_by_statement(statement(db, BEYOND, [])).all(db).await?;
    open.extend(by_membership(db).await?);
    if open.is_empty() {
        return Ok(());
    }
    for some in open.chunks(AT_ONCE) {
        transaction!(db, |tx| {
            let those = some.iter().map(|row| row.token_hash.clone());
            session::Entity::delete_many().filter(session::Column::TokenHash.is_in(those)).exec(tx).await?;
            revision::touch(tx, revision::SESSIONS, some.iter().map(|row| Scope::Person(row.person_id))).await
        })?;
    }
    backend.refresh().await
}

/// Those of people who hold a role there by function, or because it was given to a population.
async fn by_membership(db: &impl ConnectionTrait) -> Result<Vec<OpenSession>> {
    let cohorts = given_cohorts(db, &format!("SELECT m.cohort_id {ELSEWHERE}"), |_| true).await?;
    if cohorts.is_empty() {
        return Ok(Vec::new());
    }
    let ids = numbers(cohorts.iter().map(|id| id.0));
    let sql = format!("SELECT DISTINCT s.token_hash, s.person_id {ELSEWHERE} AND m.cohort_id IN ({ids})");
    Ok(OpenSession::find_by_statement(statement(db, &sql, [])).all(db).await?)
}
