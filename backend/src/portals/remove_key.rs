use domain::{PortalId, PortalKeyId, audit::Action};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::add_key::end;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::{portal, portal_key},
    revision::{self, Scope},
    transaction,
};

/// Removes a key. Tokens that were given for its statements end at once. If an older key is left, it
/// has no end any more.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn remove_key(backend: &Backend, caller: &Caller, id: PortalId, key: PortalKeyId) -> Result<()> {
    caller.authorize_administrator()?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let portal = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let of = || portal_key::Column::PortalId.eq(id);
        let keys = portal_key::Entity::find().filter(of()).all(tx).await?;
        let gone = keys.iter().find(|row| row.id == key).ok_or(Error::NotFound)?;
        portal_key::Entity::delete_by_id(key).exec(tx).await?;
        let now = backend.clock.now();
        let left: Vec<_> = keys.iter().filter(|row| row.id != key).collect();
        if gone.valid_until.is_none()
            && let [only] = left.as_slice()
            && only.valid_until.is_some_and(|until| now < until)
        {
            end(tx, only, None).await?;
        }
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = Entry::by(caller, Action::PortalKeyRemoved, portal.name).with("key", &gone.name);
        audit::append(tx, now, entry).await
    })?;
    backend.refresh().await
}
