use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Shown, changes::changes};
use crate::{
    AppState,
    door::{Person, Query, SessionInUse},
};

/// `GET /api/announcements/flux`
pub async fn announcements(
    State(state): State<AppState>,
    Person(person): Person,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Response {
    changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        let page = backend::home::announcements_for(&backend, person).await?;
        Ok((page.version.clone(), page.valid_until))
    })
}
