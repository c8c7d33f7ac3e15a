use std::{collections::BTreeSet, sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use backend::{
    Backend,
    access::Caller,
    revision::{Scope, Topic},
};
use domain::{CommunicationId, PersonId};

use super::{
    Shown,
    changes::{Look, changes},
};
use crate::{
    AppState,
    door::{Person, Query, Segment, SessionInUse},
    refusal::{self, Refusal},
};

/// The figures of a message that is being delivered change several times a second.
const AT_MOST_EVERY: Duration = Duration::from_millis(500);

/// `GET /communications/{id}/evenements`
pub async fn communication(
    State(state): State<AppState>,
    Person(person): Person,
    Segment(id): Segment<CommunicationId>,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    look(Arc::clone(&state.backend), person, id).await.map_err(refusal::of)?;
    Ok(changes(&state.backend, (session, person), shown.version, AT_MOST_EVERY, move |backend| {
        look(backend, person, id)
    }))
}

/// The page ends when its reader may no longer see the communication, so it hears of rights too.
async fn look(backend: Arc<Backend>, person: PersonId, id: CommunicationId) -> backend::Result<Look> {
    let caller = Caller::load(&backend.db, person).await?;
    let (version, until) = backend::communications::version_of(&backend, &caller, id).await?;
    let it = Scope::Communication(id);
    let me = Scope::Person(person);
    let concerns = BTreeSet::from([
        (Topic::Board, it),
        (Topic::Messages, it),
        (Topic::Access, me),
        (Topic::Directory, me),
    ]);
    Ok(Look { version, until, concerns, event: None })
}
