//! *Corriger*: the form, the question, and the answer.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use backend::communications;
use domain::{CommunicationId, communications::RewordingInput};

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
    let status = match action {
        "confirmer" => {
            return match communications::correct(&state.backend, &caller, id, &typed).await {
                Ok(()) => Ok(Redirect::to(&format!("/communications/{id}?corrige=1")).into_response()),
                Err(reason) => refused(&state, parts, &address, outcome, reason).await,
            };
        }
        "modifier" => {
            // Where there is no form any more, the refusal has what was typed.
            let form = communications::correction_form(&state.backend, &caller, id, Some(typed), false);
            form.await.map_err(refusal::of)?;
            StatusCode::OK
        }
        _ => {
            outcome.typed.insert("action".to_owned(), "demander".to_owned());
            let asked = communications::correction_form(&state.backend, &caller, id, Some(typed), true);
            let asked = asked.await.map_err(refusal::of)?;
            if asked.refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
        }
    };
    let mut response = page(&state, parts, &address, outcome).await;
    // An error page already carries its own status.
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    Ok(response)
}
