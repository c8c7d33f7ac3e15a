use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use backend::portals;
use domain::CommunicationId;
use serde::Deserialize;

use super::{answer, bearer};
use crate::{AppState, door::ClientAddress};

/// No list is longer.
const AT_MOST: usize = 500;

#[derive(Deserialize)]
pub struct Seen {
    seen: Vec<String>,
}

/// `POST /api/widget/vu`: the widget showed these announcements.
pub async fn seen(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    body: Result<Json<Seen>, JsonRejection>,
) -> Response {
    let person = match bearer::reader(&state, &headers, address).await {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    let Ok(Json(Seen { seen })) = body else { return answer::malformed() };
    let ids: Option<Vec<CommunicationId>> = seen.iter().map(|id| id.parse().ok()).collect();
    let Some(ids) = ids.filter(|ids| ids.len() <= AT_MOST) else { return answer::malformed() };
    match portals::note_seen(&state.backend, person, &ids).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(reason) => answer::failed(&reason),
    }
}
