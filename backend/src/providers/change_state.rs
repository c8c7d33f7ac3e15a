use domain::{Conflict, ProviderId, audit::Action, providers::ProviderState};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::providers::end_all,
    entities::provider,
    transaction,
};

/// The change of a provider's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Paused,
    Active,
    Removed,
}

impl Next {
    const fn word(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Active => "resumed",
            Self::Removed => "removed",
        }
    }
}

/// Nobody signs in with it any more; its sessions end.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn pause(backend: &Backend, caller: &Caller, id: ProviderId) -> Result<()> {
    becomes(backend, caller, id, Next::Paused).await
}

/// It is offered at the door.
///
/// # Errors
/// As [`pause`]; [`Error::Conflict`] while the portal has no public address.
pub async fn resume(backend: &Backend, caller: &Caller, id: ProviderId) -> Result<()> {
    becomes(backend, caller, id, Next::Active).await
}

/// It is deleted with its secret; its sessions end.
///
/// # Errors
/// As [`pause`].
pub async fn remove(backend: &Backend, caller: &Caller, id: ProviderId) -> Result<()> {
    becomes(backend, caller, id, Next::Removed).await
}

async fn becomes(backend: &Backend, caller: &Caller, id: ProviderId, next: Next) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    let is_known = backend.public_address.is_known();
    transaction!(&backend.db, |tx| {
        lock(tx, "providers").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = provider::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        if next == Next::Active && !is_known {
            return Err(Error::Conflict(Conflict::NoPublicAddress));
        }
        // First the provider, like whoever signs in with it; then its sessions.
        let state = if next == Next::Active { ProviderState::Active } else { ProviderState::Paused };
        let changed = provider::ActiveModel {
            id: Set(id),
            state: Set(state),
            version: Set(row.version + 1),
            changed_at: Set(now),
            ..Default::default()
        };
        changed.update(tx).await?;
        if next != Next::Active {
            end_all(tx, id).await?;
        }
        if next == Next::Removed {
            provider::Entity::delete_by_id(id).exec(tx).await?;
        }
        let entry = Entry::by(caller, Action::ProviderChanged, row.name);
        audit::append(tx, now, entry.with("what", next.word())).await
    })?;
    backend.refresh().await
}
