use domain::audit::Action;
use sea_orm::EntityTrait;

use super::Sessions;
use crate::{
    Backend, Result,
    audit::{self, Entry},
    entities::session,
    revision,
    stored::name_of,
    token::token_hash,
    transaction,
};

/// Closes the session of this cookie, in every server process.
pub async fn sign_out(backend: &Backend, token: &str) -> Result<()> {
    transaction!(&backend.db, |tx| {
        let Some(row) = session::Entity::find_by_id(token_hash(token)).one(tx).await? else {
            return Ok(());
        };
        Sessions::close(tx, token).await?;
        revision::raise(tx, revision::SESSIONS).await?;
        let person = row.person_id;
        let name = name_of(tx, person).await?;
        let entry =
            Entry::named(Some(person), name.as_str(), Action::SignOut, name.as_str()).from(row.address);
        audit::append(tx, backend.clock.now(), entry).await?;
        Ok(())
    })?;
    backend.refresh().await
}
