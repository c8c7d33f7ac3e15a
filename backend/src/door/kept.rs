//! *Rester connecté sur cet appareil* is for readers: whoever gets a sender's role signs in again.

use domain::PersonId;
use sea_orm::{ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter};

use crate::{
    Backend, Result,
    access::sender_sql,
    database::statement,
    entities::session,
    revision::{self, Scope},
    transaction,
};

/// The people with a session that is kept.
const KEPT: &str = "SELECT k.person_id FROM session k WHERE k.kept";
/// People whose sessions are ended in one transaction.
const AT_ONCE: usize = 500;

/// Ends the kept sessions of people who hold a sender's role by now, whatever gave it: a grant to them,
/// an import that changed their function, or a population that they joined.
pub(crate) async fn end_kept_of_senders(backend: &Backend) -> Result<()> {
    let db = &backend.db;
    let sends = sender_sql(db, "session.person_id", KEPT).await?;
    let sql = format!("SELECT DISTINCT session.person_id FROM session WHERE session.kept AND ({sends})");
    let rows = db.query_all_raw(statement(db, &sql, [])).await?;
    let people: Vec<PersonId> =
        rows.iter().map(|row| row.try_get("", "person_id")).collect::<Result<_, _>>()?;
    if people.is_empty() {
        return Ok(());
    }
    for some in people.chunks(AT_ONCE) {
        transaction!(db, |tx| {
            session::Entity::delete_many()
                .filter(session::Column::Kept.eq(true))
                .filter(session::Column::PersonId.is_in(some.iter().copied()))
                .exec(tx)
                .await?;
            revision::touch(tx, revision::SESSIONS, some.iter().map(|person| Scope::Person(*person))).await
        })?;
    }
    backend.refresh().await
}
