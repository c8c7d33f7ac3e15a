use std::collections::{BTreeMap, BTreeSet};

use domain::{
    PortalId,
    portals::view::{PortalRow, PortalsPage},
    time::{Millis, Stamp},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::refusals::{STRANGERS, of_portal};
use crate::{
    Backend, Result,
    access::Caller,
    entities::{account, portal, portal_key, portal_refusal},
    search::by_name,
};

/// *Portails*: at most [`domain::portals::MAX_PORTALS`] rows.
///
/// # Errors
/// [`crate::Error::AdministratorOnly`].
pub async fn list(backend: &Backend, caller: &Caller) -> Result<PortalsPage> {
    caller.authorize_administrator()?;
    let (db, zone) = (&backend.db, caller.own_zone());
    let now = backend.clock.now();
    let keys = portal_key::Entity::find().all(db).await?;
    let valid = keys.into_iter().filter(|key| key.valid_until.is_none_or(|until| now < until));
    let with_key: BTreeSet<PortalId> = valid.map(|key| key.portal_id).collect();
    let mut latest: BTreeMap<PortalId, Millis> = BTreeMap::new();
    let refused = portal_refusal::Column::PortalId.ne(STRANGERS);
    for row in portal_refusal::Entity::find().filter(refused).all(db).await? {
        let last = latest.entry(row.portal_id).or_insert(row.last_at);
        *last = row.last_at.max(*last);
    }
    let mut rows = portal::Entity::find().order_by_asc(portal::Column::Id).all(db).await?;
    by_name(&mut rows, |portal| &portal.name);
    let rows = rows.into_iter().map(|row| PortalRow {
        id: row.id,
        has_key: row.keys_address.is_some() || with_key.contains(&row.id),
        last_refusal: latest.get(&row.id).map(|at| Stamp::new(*at, zone)),
        name: row.name,
        issuer: row.issuer,
        state: row.state,
    });
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    Ok(PortalsPage {
        rows: rows.collect(),
        audience: backend.portals.audience().to_owned(),
        strangers: of_portal(db, STRANGERS, zone).await?,
        coded: account.as_ref().is_some_and(|account| account.totp_secret.is_some()),
        login: account.map(|account| account.login).unwrap_or_default(),
    })
}
