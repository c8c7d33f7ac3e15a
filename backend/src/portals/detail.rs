use domain::{
    PortalId,
    portals::{
        PortalInput,
        view::{KeyRow, PortalDetail},
    },
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{change::FORM, refusals::of_portal, registry::portal_of};
use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{account, portal, portal_key},
    stored::version,
};

/// The page of a portal.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn detail(backend: &Backend, caller: &Caller, id: PortalId) -> Result<PortalDetail> {
    caller.authorize_administrator()?;
    let (db, zone, now) = (&backend.db, caller.own_zone(), backend.clock.now());
    let row = portal::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let keys = portal_key::Entity::find()
        .filter(portal_key::Column::PortalId.eq(id))
        .order_by_desc(portal_key::Column::Id)
        .all(db)
        .await?;
    let valid = keys.into_iter().filter(|key| key.valid_until.is_none_or(|until| now < until));
    let keys = valid.map(|key| KeyRow {
        id: key.id,
        name: key.name,
        algorithm: key.algorithm,
        added: Stamp::new(key.added_at, zone),
        until: key.valid_until.map(|until| Stamp::new(until, zone)),
    });
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    let state = row.state;
    let input = PortalInput::from(portal_of(row));
    Ok(PortalDetail {
        id,
        keys: keys.collect(),
        state,
        version: version(FORM, &input)?,
        input,
        refusals: of_portal(db, id, zone).await?,
        audience: backend.portals.audience().to_owned(),
        coded: account.as_ref().is_some_and(|account| account.totp_secret.is_some()),
        login: account.map(|account| account.login).unwrap_or_default(),
    })
}
