use domain::{
    PortalId,
    audit::Action,
    fields::FieldProblem,
    portals::{MAX_PORTALS, Portal, PortalInput, PortalState},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use super::registry::portal_of;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::{portal, portal_key},
    revision::{self, Scope},
    transaction,
};

/// Registers a portal. Without a key, nothing of it is accepted yet.
///
/// Whoever can do this can read everybody's announcements, so it takes a proof. So do its key and its
/// changes.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::Fields`].
pub async fn register(
    backend: &Backend,
    caller: &Caller,
    input: &PortalInput,
    proved: &Proved,
) -> Result<PortalId> {
    caller.authorize_administrator()?;
    let new = input.parse().map_err(Error::Fields)?;
    let id = transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        if let Some(id) = registered_before(tx, &new).await? {
            return Ok(id);
        }
        if portal::Entity::find().count(tx).await? >= MAX_PORTALS as u64 {
            return Err(Error::field("nom", FieldProblem::AtMost { max: MAX_PORTALS }));
        }
        refuse_taken(tx, &new, None).await?;
        let now = backend.clock.now();
        let row =
            portal::ActiveModel { created_at: Set(now), state: Set(PortalState::Active), ..stored(&new) };
        let id = row.insert(tx).await?.id;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        audit::append(tx, now, described(Entry::by(caller, Action::PortalRegistered, &new.name), &new))
            .await?;
        Ok(id)
    })?;
    backend.refresh().await?;
    Ok(id)
}

/// The portal that the same form has registered: the answer was lost, or the form came back by the browser's
/// button. Once it was changed, paused or given a key it is another one.
async fn registered_before(db: &impl ConnectionTrait, new: &Portal) -> Result<Option<PortalId>> {
    let same = portal::Entity::find()
        .filter(portal::Column::Issuer.eq(new.issuer.as_str()))
        .filter(portal::Column::State.eq(PortalState::Active));
    let Some(row) = same.one(db).await? else { return Ok(None) };
    let id = row.id;
    let keys = portal_key::Entity::find().filter(portal_key::Column::PortalId.eq(id)).count(db).await?;
    Ok((keys == 0 && portal_of(row) == *new).then_some(id))
}

/// Refuses an `iss` that another portal has.
pub(super) async fn refuse_taken(
    db: &impl ConnectionTrait,
    portal: &Portal,
    except: Option<PortalId>,
) -> Result<()> {
    let same = portal::Entity::find().filter(portal::Column::Issuer.eq(portal.issuer.as_str()));
    match same.one(db).await? {
        Some(row) if Some(row.id) != except => Err(Error::field("emetteur", FieldProblem::AlreadyTaken)),
        _ => Ok(()),
    }
}

/// The columns that the form fills.
pub(super) fn stored(portal: &Portal) -> portal::ActiveModel {
    portal::ActiveModel {
        name: Set(portal.name.clone()),
        issuer: Set(portal.issuer.clone()),
        prefixes: Set(portal.prefixes.join("\n")),
        origins: Set(portal.origins.join("\n")),
        keys_address: Set(portal.keys_address.clone()),
        ..Default::default()
    }
}

/// An entry of the journal with the values of the form.
pub(super) fn described(entry: Entry, portal: &Portal) -> Entry {
    entry
        .with("issuer", &portal.issuer)
        .with("origins", portal.origins.join(", "))
        .with("prefixes", portal.prefixes.join(", "))
        .with("keys_address", portal.keys_address.as_deref().unwrap_or_default())
}
