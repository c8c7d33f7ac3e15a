use std::sync::Arc;

use axum::{extract::State, response::Response};
use domain::time::Millis;

use super::{Shown, changes::changes};
use crate::{
    AppState,
    door::{Person, Query, SessionInUse},
};

/// `GET /messagerie/flux`: each event is the version from `backend::messages::version_of`. A client
/// that sends no version gets an event at once.
pub async fn inbox(
    State(state): State<AppState>,
    Person(person): Person,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Response {
    changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        let version = backend::messages::version_of(&backend, person).await?;
        Ok((version, Millis(i64::MAX)))
    })
}
