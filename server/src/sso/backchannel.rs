use axum::{
    Form, Json,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use backend::door::oidc::{self, LogoutRefused};
use domain::ProviderId;
use serde::Deserialize;
use serde_json::json;

use crate::{AppState, door::Segment, refusal};

#[derive(Deserialize)]
pub struct Message {
    #[serde(default)]
    logout_token: String,
}

/// `POST /connexion/deconnexion-fournisseur/{id}`: a provider says that somebody signed out there.
/// The answers are those of `OpenID` Connect Back-Channel Logout.
pub async fn back_channel(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    form: Result<Form<Message>, FormRejection>,
) -> Response {
    let Ok(Form(message)) = form else { return invalid() };
    match oidc::back_channel(&state.backend, id, &message.logout_token).await {
        Ok(Ok(ended)) => {
            tracing::info!(provider = %id, ended, "a provider ended sessions");
            StatusCode::OK.into_response()
        }
        Ok(Err(LogoutRefused::NoProvider)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Ok(Err(reason)) => {
            tracing::warn!(provider = %id, ?reason, "a logout message was refused");
            invalid()
        }
        Err(reason) => refusal::of(reason).into_response(),
    }
}

fn invalid() -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_request" }))).into_response()
}
