use domain::{
    ProviderId,
    providers::{Protocol, ProviderState, view::Offered},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Backend, Error, Result, entities::provider, search::by_name};

/// More choices than a person can read.
const OFFERED_AT_MOST: u64 = 50;

/// The providers that people may choose at the door, by name: none while the portal has no public
/// address.
pub async fn offered(backend: &Backend) -> Result<Vec<Offered>> {
    if !backend.public_address.is_known() {
        return Ok(Vec::new());
    }
    let mut rows = provider::Entity::find()
        .filter(provider::Column::State.eq(ProviderState::Active))
        .order_by_asc(provider::Column::Name)
        .order_by_asc(provider::Column::Id)
        .limit(OFFERED_AT_MOST)
        .all(&backend.db)
        .await?;
    by_name(&mut rows, |provider| &provider.name);
    let offered = |row: provider::Model| Offered { id: row.id, name: row.name, protocol: row.protocol };
    Ok(rows.into_iter().map(offered).collect())
}

/// A provider with which people sign in at the moment.
///
/// # Errors
/// [`Error::NotFound`] for one that is paused, or speaks another protocol.
pub async fn active(
    db: &impl ConnectionTrait,
    id: ProviderId,
    protocol: Protocol,
) -> Result<provider::Model> {
    let row = provider::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.state == ProviderState::Active && row.protocol == protocol).ok_or(Error::NotFound)
}

/// Whether a provider is there, and nobody signs in with it at the moment.
pub async fn is_paused(backend: &Backend, id: ProviderId) -> Result<bool> {
    let row = provider::Entity::find_by_id(id).one(&backend.db).await?;
    Ok(row.is_some_and(|row| row.state != ProviderState::Active))
}

/// What a provider speaks.
///
/// # Errors
/// [`Error::NotFound`]
pub async fn protocol(db: &impl ConnectionTrait, id: ProviderId) -> Result<Protocol> {
    let row = provider::Entity::find_by_id(id).one(db).await?;
    row.map(|row| row.protocol).ok_or(Error::NotFound)
}

/// A provider with which people sign in, or one that an administrator tries while it is paused.
pub async fn known(
    db: &impl ConnectionTrait,
    id: ProviderId,
    protocol: Protocol,
    trying: bool,
) -> Result<provider::Model> {
    if !trying {
        return active(db, id, protocol).await;
    }
    let row = provider::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.protocol == protocol).ok_or(Error::NotFound)
}

/// The secret that the provider knows us by.
pub fn client_secret(backend: &Backend, row: &provider::Model) -> Result<Option<String>> {
    let stored = row.client_secret.as_deref();
    stored.map(|stored| backend.secrets.unwrap(stored, &secret_owner(row.id))).transpose()
}

/// Who a wrapped secret belongs to.
pub(crate) fn secret_owner(id: ProviderId) -> String {
    format!("provider {id}")
}
