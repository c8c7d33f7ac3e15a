use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{AppState, refusal};

/// The process answers.
pub async fn live() -> &'static str {
    "vivant"
}

/// The process can do its work: the database answers.
pub async fn ready(State(state): State<AppState>) -> Response {
    match backend::revision::read(&state.backend.db).await {
        Ok(_) => "prêt".into_response(),
        Err(reason) => {
            tracing::warn!(%reason, "not ready");
            refusal::text(StatusCode::SERVICE_UNAVAILABLE, "La base de données ne répond pas.".to_owned())
        }
    }
}
