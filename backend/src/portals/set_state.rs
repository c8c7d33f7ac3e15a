use domain::{PortalId, audit::Action, portals::PortalState};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::portal,
    revision::{self, Scope},
    transaction,
};

/// Pauses a portal, or resumes it. While it is paused its readers see nothing and no statement is
/// accepted; tokens that were given before count again when it is resumed, if they are not over.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn set_state(backend: &Backend, caller: &Caller, id: PortalId, state: PortalState) -> Result<()> {
    caller.authorize_administrator()?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        if row.state == state {
            return Ok(());
        }
        let name = row.name.clone();
        let mut row = row.into_active_model();
        row.state = Set(state);
        row.update(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let action = match state {
            PortalState::Active => Action::PortalResumed,
            PortalState::Paused => Action::PortalPaused,
        };
        audit::append(tx, backend.clock.now(), Entry::by(caller, action, name)).await
    })?;
    backend.refresh().await
}
