//! The forms of *Mon compte*.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, accounts, door, mail};
use serde::Deserialize;

use super::posted::{Posted, again, digits};
use crate::{
    AppState,
    door::{CallerOf, Segment, SessionInUse},
    refusal::{self, Refusal},
};

const PAGE: &str = "/mon-compte";

#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    actuel: String,
    #[serde(default)]
    nouveau: String,
    #[serde(default)]
    confirmation: String,
}

#[derive(Deserialize)]
pub struct SecondFactor {
    #[serde(default)]
    action: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    actuel: String,
}

/// `POST /mon-compte/mot-de-passe`
pub async fn change_password(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    SessionInUse(session): SessionInUse,
    Posted { form, parts }: Posted<Change>,
) -> Result<Response, Refusal> {
    let Change { actuel, nouveau, confirmation } = form;
    let (current, new, confirmation) = (actuel.into(), nouveau.into(), confirmation.into());
    let backend = &state.backend;
    match door::change_password(backend, &caller, &session, &current, &new, &confirmation).await {
        Ok(()) => Ok(done("mot-de-passe")),
        Err(reason) => again(&state, parts, PAGE, reason, &[]).await,
    }
}

/// `POST /mon-compte/second-facteur`: `action` is `commencer`, `confirmer` or `retirer`.
pub async fn second_factor(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<SecondFactor>,
) -> Result<Response, Refusal> {
    let backend = &state.backend;
    let answer = match form.action.as_str() {
        "commencer" => {
            door::begin_second_factor(backend, &caller).await.map_err(refusal::of)?;
            return Ok(Redirect::to("/mon-compte#double-authentification").into_response());
        }
        "confirmer" => door::confirm_second_factor(backend, &caller, &digits(&form.code))
            .await
            .map(|()| done("second-facteur")),
        "retirer" => door::remove_second_factor(backend, &caller, &form.actuel.into())
            .await
            .map(|()| done("second-facteur-retire")),
        _ => return Err(Refusal(app::AppError::Malformed)),
    };
    match answer {
        Ok(response) => Ok(response),
        // Already confirmed, by a second click or in another tab.
        Err(Error::NotFound) => Ok(Redirect::to(PAGE).into_response()),
        Err(reason) => again(&state, parts, PAGE, reason, &[("action", &form.action)]).await,
    }
}

/// `POST /mon-compte/sessions/{id}/fermer`
pub async fn close_session(
    State(state): State<AppState>,
    Segment(id): Segment<String>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    accounts::close_session(&state.backend, &caller, &id).await.map_err(refusal::of)?;
    Ok(done("session"))
}

/// `POST /mon-compte/sessions/fermer`: closes all sessions except the current one.
pub async fn close_other_sessions(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    SessionInUse(session): SessionInUse,
) -> Result<Response, Refusal> {
    accounts::close_other_sessions(&state.backend, &caller, &session).await.map_err(refusal::of)?;
    Ok(done("sessions"))
}

#[derive(Deserialize)]
pub struct EmailCopies {
    /// `oui`, or absent.
    #[serde(default)]
    copies: String,
}

/// `POST /mon-compte/courriel`
pub async fn email_copies(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<EmailCopies>,
) -> Result<Response, Refusal> {
    let wanted = form.copies == "oui";
    mail::choose(&state.backend, &caller, wanted).await.map_err(refusal::of)?;
    Ok(done(if wanted { "courriel" } else { "courriel-non" }))
}

fn done(what: &str) -> Response {
    Redirect::to(&app::address(PAGE, &[("fait", what)])).into_response()
}
