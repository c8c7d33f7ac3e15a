//! *Corriger*: the form, the question, and the answer.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, communications};
use domain::{CommunicationId, Conflict, communications::RewordingInput};

use super::posted::{Posted, page, refused};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// `POST /communications/{id}/corriger`
pub async fn correct(
    State(state): State<AppState>,
    Segment(id): Segment<CommunicationId>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let typed = RewordingInput::from_pairs(&form);
    let action = form.iter().find(|(name, _)| name == "action").map_or("", |(_, value)| value.as_str());
    let mut outcome = FormOutcome::default();
    let kept = serde_json::to_string(&typed).map_err(|_| Refusal(AppError::internal()))?;
    outcome.typed.insert("correction".to_owned(), kept);
    let address = format!("/communications/{id}/corriger");
    if action == "confirmer" {
        return match communications::correct(&state.backend, &caller, id, &typed).await {
            Ok(()) => Ok(Redirect::to(&format!("/communications/{id}?corrige=1")).into_response()),
            Err(reason) => refused(&state, parts, &address, outcome, reason).await,
        };
    }
    // Where there is no form any more, the refusal has what was typed.
    let (seen, asks) = (typed.version, action != "modifier");
    let form = communications::correction_form(&state.backend, &caller, id, Some(typed), asks);
    let form = form.await.map_err(refusal::of)?;
    if form.version != seen {
        // It would be about a text that its writer has not read.
        let reason = Error::Conflict(Conflict::CorrectedMeanwhile);
        return refused(&state, parts, &address, outcome, reason).await;
    }
    if asks {
        outcome.typed.insert("action".to_owned(), "demander".to_owned());
    }
    let status = if form.refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response = page(&state, parts, &address, outcome).await;
    // An error page already carries its own status.
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    Ok(response)
}
