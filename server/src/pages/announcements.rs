use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    AppState,
    door::Person,
    refusal::{self, Refusal},
};

/// `GET /api/announcements`: what the signed-in reader sees now, from memory if possible.
pub async fn announcements(
    State(state): State<AppState>,
    Person(person): Person,
) -> Result<Response, Refusal> {
    let page = backend::home::announcements_for(&state.backend, person).await.map_err(refusal::of)?;
    let json = state.backend.home.json_of(&page).map_err(refusal::of)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}
