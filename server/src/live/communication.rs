use std::sync::Arc;

use axum::{extract::State, response::Response};
use backend::{Backend, access::Caller};
use domain::{CommunicationId, PersonId, time::Millis};

use super::{Shown, changes::changes};
use crate::{
    AppState,
    door::{Person, Query, Segment, SessionInUse},
    refusal::{self, Refusal},
};

/// `GET /communications/{id}/evenements`
pub async fn communication(
    State(state): State<AppState>,
    Person(person): Person,
    Segment(id): Segment<CommunicationId>,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    version_of(&state.backend, person, id).await.map_err(refusal::of)?;
    Ok(changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        version_of(&backend, person, id).await
    }))
}

async fn version_of(
    backend: &Backend,
    person: PersonId,
    id: CommunicationId,
) -> backend::Result<(String, Millis)> {
    let caller = Caller::load(&backend.db, person).await?;
    backend::communications::version_of(backend, &caller, id).await
}
