use std::{collections::BTreeSet, time::Duration};

use axum::{extract::State, response::Response};
use backend::revision::{Scope, Topic};
use domain::time::Millis;

use super::{
    Shown,
    changes::{Look, changes},
};
use crate::{
    AppState,
    door::{Person, Query, SessionInUse},
};

/// While a message goes out to many people, inboxes change ten times a second.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);

/// `GET /messagerie/flux`: each event is the version from `backend::messages::version_of`. A client
/// that sends no version gets an event at once.
pub async fn inbox(
    State(state): State<AppState>,
    Person(person): Person,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Response {
    changes(&state.backend, (session, person), shown.version, AT_MOST_EVERY, move |backend| async move {
        let version = backend::messages::version_of(&backend, person).await?;
        let concerns = BTreeSet::from([(Topic::Messages, Scope::Person(person))]);
        Ok(Look { version, until: Millis(i64::MAX), concerns, event: None })
    })
}
