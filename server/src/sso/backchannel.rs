use app::AppError;
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

use crate::{
    AppState,
    door::{Segment, Visitor},
    refusal::{self, Refusal},
};

#[derive(Deserialize)]
pub struct Message {
    #[serde(default)]
    logout_token: String,
}

/// `POST /connexion/deconnexion-fournisseur/{id}`: a provider says that somebody signed out there.
/// The answers are those of `OpenID` Connect Back-Channel Logout, and 429 for an address that sent too
/// many wrong ones.
pub async fn back_channel(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    visitor: Visitor,
    form: Result<Form<Message>, FormRejection>,
) -> Response {
    let who = visitor.origin().address.to_owned();
    // Before anything is read: anybody can send messages, and each may cost a call.
    if state.wrong_logouts.is_shut(&who) {
        return Refusal(AppError::TooManyAttempts(1)).into_response();
    }
    let Ok(Form(message)) = form else { return wrong(&state, &who) };
    match oidc::back_channel(&state.backend, id, &message.logout_token).await {
        Ok(Ok(ended)) => {
            tracing::info!(provider = %id, ended, "a provider ended sessions");
            StatusCode::OK.into_response()
        }
        Ok(Err(LogoutRefused::NoProvider)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Ok(Err(reason)) => {
            tracing::warn!(provider = %id, ?reason, "a logout message was refused");
            wrong(&state, &who)
        }
        Err(reason) => refusal::of(reason).into_response(),
    }
}

/// The answer to a message that is not obeyed, which counts for its address.
fn wrong(state: &AppState, who: &String) -> Response {
    if let Err(seconds) = state.wrong_logouts.note(who) {
        return Refusal(AppError::TooManyAttempts(seconds)).into_response();
    }
    (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_request" }))).into_response()
}
