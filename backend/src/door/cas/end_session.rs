use domain::ProviderId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Ticket;
use crate::{
    Backend, Result,
    door::providers::{Ended, end_sessions, waiting},
    entities::provider_session,
};

/// Ends the session that a ticket opened, in every process, or the sign-in that waits for a code. Returns whether there was one.
///
/// Anybody can send a logout message. One with a ticket that opened nothing only reads.
pub async fn end_session(backend: &Backend, provider: ProviderId, ticket: &Ticket) -> Result<bool> {
    let opened = provider_session::Entity::find()
        .filter(provider_session::Column::ProviderId.eq(provider))
        .filter(provider_session::Column::Ticket.eq(ticket.as_str()))
        .one(&backend.db)
        .await?;
    let which = Ended::Ticket(ticket.as_str());
    if opened.is_none() && waiting(&backend.db, provider, which).await?.is_empty() {
        return Ok(false);
    }
    Ok(end_sessions(backend, provider, which).await? > 0)
}
