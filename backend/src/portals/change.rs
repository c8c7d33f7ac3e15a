use domain::{PortalId, audit::Action, portals::PortalInput};
use sea_orm::{ActiveModelTrait, ActiveValue::Unchanged, EntityTrait};

use super::register::{described, refuse_taken, stored};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::portal,
    revision::{self, Scope},
    transaction,
};

/// Changes what is registered of a portal. Tokens of origins and prefixes that are
/// gone, and of another issuer, end at once.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`]; [`Error::Fields`].
pub async fn change(
    backend: &Backend,
    caller: &Caller,
    id: PortalId,
    input: &PortalInput,
    proved: &Proved,
) -> Result<()> {
    caller.authorize_administrator()?;
    let new = input.parse().map_err(Error::Fields)?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        refuse_taken(tx, &new, Some(id)).await?;
        let row = portal::ActiveModel { id: Unchanged(id), ..stored(&new) };
        row.update(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = described(Entry::by(caller, Action::PortalChanged, &new.name), &new);
        audit::append(tx, backend.clock.now(), entry).await
    })?;
    backend.refresh().await
}
