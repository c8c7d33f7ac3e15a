use domain::{ProviderId, providers::Protocol};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Ticket;
use crate::{
    Backend, Error, Result,
    door::providers::{Ended, active, end_sessions, remember, waiting},
    entities::provider_session,
};

/// Ends the session that a ticket opened, in every process, or the sign-in that waits for a code. Returns
/// whether there was one.
///
/// Anybody can send a logout message. A ticket that opened nothing is remembered for some minutes, because
/// its message may have overtaken the sign-in; how many are remembered has a bound.
pub async fn end_session(backend: &Backend, provider: ProviderId, ticket: &Ticket) -> Result<bool> {
    let which = Ended::Ticket(ticket.as_str());
    if !opened_something(backend, provider, ticket).await? {
        match active(&backend.db, provider, Protocol::Cas).await {
            Ok(_) => remember(backend, provider, which, backend.clock.now()).await?,
            Err(Error::NotFound) => return Ok(false),
            Err(reason) => return Err(reason),
        }
        // It may have arrived before this was remembered.
        if !opened_something(backend, provider, ticket).await? {
            return Ok(false);
        }
    }
    Ok(end_sessions(backend, provider, which).await? > 0)
}

async fn opened_something(backend: &Backend, provider: ProviderId, ticket: &Ticket) -> Result<bool> {
    let opened = provider_session::Entity::find()
        .filter(provider_session::Column::ProviderId.eq(provider))
        .filter(provider_session::Column::Ticket.eq(ticket.as_str()))
        .one(&backend.db)
        .await?;
    let which = Ended::Ticket(ticket.as_str());
    Ok(opened.is_some() || !waiting(&backend.db, provider, which).await?.is_empty())
}
