use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use backend::portals::{self, Exchanged, TOKEN_SECONDS};
use serde::Deserialize;
use serde_json::json;

use super::answer;
use crate::{AppState, door::ClientAddress};

#[derive(Deserialize)]
pub struct Statement {
    statement: String,
}

/// `POST /api/widget/jeton`: exchanges a portal's statement for a token.
pub async fn token(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    body: Result<Json<Statement>, JsonRejection>,
) -> Response {
    if let Err(seconds) = state.widgets.exchanges.check(&address.counted()) {
        return answer::too_many(seconds);
    }
    let Ok(Json(Statement { statement })) = body else { return answer::malformed() };
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    match portals::exchange(&state.backend, statement.trim(), origin).await {
        Ok(Exchanged::Token(token)) => {
            Json(json!({ "token": token, "expires_in": TOKEN_SECONDS })).into_response()
        }
        Ok(Exchanged::Refused) => answer::refused(),
        Ok(Exchanged::TooMany) => answer::too_many(1),
        Err(reason) => answer::failed(&reason),
    }
}
