use domain::audit::Action;
use sea_orm::EntityTrait;

use super::Sessions;
use crate::{
    Backend, Result,
    audit::{self, Entry},
    database::begin,
    entities::session,
    revision,
    stored::name_of,
    token::token_hash,
};

/// Closes the session of this cookie, in every server process.
pub async fn sign_out(backend: &Backend, token: &str) -> Result<()> {
    let transaction = begin(&backend.db).await?;
    let Some(row) = session::Entity::find_by_id(token_hash(token)).one(&transaction).await? else {
        return Ok(());
    };
    Sessions::close(&transaction, token).await?;
    revision::raise(&transaction, revision::SESSIONS).await?;
    let person = row.person_id;
    let name = name_of(&transaction, person).await?;
    let entry = Entry::named(Some(person), name.as_str(), Action::SignOut, name.as_str()).from(row.address);
    audit::append(&transaction, backend.clock.now(), entry).await?;
    transaction.commit().await?;
    backend.refresh().await
}
