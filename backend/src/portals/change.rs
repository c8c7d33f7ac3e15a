use domain::{PortalId, audit::Action, portals::PortalInput};
use sea_orm::{ActiveModelTrait, ActiveValue::Unchanged, EntityTrait};

use super::{
    register::{described, refuse_taken, stored},
    registry::portal_of,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::portal,
    revision::{self, Scope},
    stored::refuse_stale,
    transaction,
};

pub(super) const FORM: &str = "portal";

/// Changes what is registered of a portal; `shown` is the version that the form showed. Tokens of origins
/// and prefixes that are gone, and of another issuer, end at once.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`]; [`Error::Fields`]; [`Error::Conflict`] when
/// somebody else changed it meanwhile.
pub async fn change(
    backend: &Backend,
    caller: &Caller,
    (id, shown): (PortalId, Option<&str>),
    input: &PortalInput,
    proved: &Proved,
) -> Result<()> {
    caller.authorize_administrator()?;
    let new = input.parse().map_err(Error::Fields)?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let before = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        refuse_stale(FORM, shown, &PortalInput::from(portal_of(before)))?;
        refuse_taken(tx, &new, Some(id)).await?;
        let row = portal::ActiveModel { id: Unchanged(id), ..stored(&new) };
        row.update(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = described(Entry::by(caller, Action::PortalChanged, &new.name), &new);
        audit::append(tx, backend.clock.now(), entry).await
    })?;
    backend.refresh().await
}
