//! *Corriger*: the form, the question, and the answer.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, communications};
use domain::{CommunicationId, communications::RewordingInput};

use super::posted::{Posted, page};
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
    let status = match action {
        "confirmer" => match communications::correct(&state.backend, &caller, id, &typed).await {
            Ok(()) => return Ok(Redirect::to(&format!("/communications/{id}?corrige=1")).into_response()),
            Err(Error::Fields(errors)) => {
                outcome.errors = errors;
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Err(reason @ Error::Conflict(_)) => {
                outcome.failure = Some(AppError::from(reason));
                StatusCode::CONFLICT
            }
            Err(other) => return Err(refusal::of(other)),
        },
        "modifier" => StatusCode::OK,
        _ => {
            outcome.typed.insert("action".to_owned(), "demander".to_owned());
            let asked = communications::correction_form(&state.backend, &caller, id, Some(typed), true);
            let asked = asked.await.map_err(refusal::of)?;
            if asked.refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
        }
    };
    let mut response = page(&state, parts, &format!("/communications/{id}/corriger"), outcome).await;
    // An error page already carries its own status.
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    Ok(response)
}
