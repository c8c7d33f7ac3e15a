use domain::{PortalId, audit::Action};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::{portal, portal_key, portal_refusal, widget_token},
    revision::{self, Scope},
    transaction,
};

/// Removes a portal with its keys, its refusals and the tokens of its readers.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn remove(backend: &Backend, caller: &Caller, id: PortalId) -> Result<()> {
    caller.authorize_administrator()?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let tokens = widget_token::Column::PortalId.eq(id);
        widget_token::Entity::delete_many().filter(tokens).exec(tx).await?;
        let refusals = portal_refusal::Column::PortalId.eq(id);
        portal_refusal::Entity::delete_many().filter(refusals).exec(tx).await?;
        portal_key::Entity::delete_many().filter(portal_key::Column::PortalId.eq(id)).exec(tx).await?;
        portal::Entity::delete_by_id(id).exec(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = Entry::by(caller, Action::PortalRemoved, row.name).with("issuer", row.issuer);
        audit::append(tx, backend.clock.now(), entry).await
    })?;
    backend.refresh().await
}
