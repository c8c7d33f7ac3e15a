//! The forms of *Mon compte*.

use app::server_side::FormOutcome;
use axum::{
    extract::State,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error, Result as Done,
    access::Caller,
    accounts,
    door::{self, Proof, Proved},
    mail,
};
use serde::Deserialize;

use super::posted::{Posted, again, digits, page};
use crate::{
    AppState,
    door::{CallerOf, Segment, SessionInUse},
    refusal::{self, Refusal},
};

const PAGE: &str = "/mon-compte";

/// A form that changes something of the account: with the password, and a code where one is needed.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    action: String,
    #[serde(default)]
    actuel: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    nouveau: String,
    #[serde(default)]
    confirmation: String,
}

impl Change {
    fn proof(&self) -> Proof {
        Proof { password: self.actuel.clone().into(), code: digits(&self.code) }
    }

    async fn prove_to_close(&self, state: &AppState, caller: &Caller) -> Done<Proved> {
        door::prove_to_close(&state.backend, caller, &self.proof()).await
    }

    async fn prove(&self, state: &AppState, caller: &Caller) -> Done<Proved> {
        door::prove(&state.backend, caller, &self.proof()).await
    }
}

/// `POST /mon-compte/mot-de-passe`
pub async fn change_password(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    SessionInUse(session): SessionInUse,
    Posted { form, parts }: Posted<Change>,
) -> Result<Response, Refusal> {
    let (proof, code) = (form.proof(), form.code.clone());
    let (new, confirmation) = (form.nouveau.into(), form.confirmation.into());
    let changed = door::change_password(&state.backend, &caller, &session, &proof, &new, &confirmation).await;
    answer(&state, parts, changed.map(|()| "mot-de-passe"), ("mot-de-passe", &code)).await
}

/// `POST /mon-compte/second-facteur`: `action` is `commencer`, `annuler`, `confirmer`, `retirer` or
/// `codes`.
pub async fn second_factor(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    SessionInUse(session): SessionInUse,
    Posted { form, parts }: Posted<Change>,
) -> Result<Response, Refusal> {
    let backend = &state.backend;
    match form.action.as_str() {
        "commencer" => {
            let begun = async {
                let proved = form.prove(&state, &caller).await?;
                door::begin_second_factor(backend, &caller, &session, &proved).await
            };
            match begun.await {
                Ok(()) => Ok(at_the_card()),
                Err(reason) => again(&state, parts, PAGE, reason, &[("action", "commencer")]).await,
            }
        }
        "annuler" => {
            door::cancel_second_factor(backend, &caller).await.map_err(refusal::of)?;
            Ok(at_the_card())
        }
        "confirmer" => {
            let codes = door::confirm_second_factor(backend, &caller, &session, &digits(&form.code)).await;
            with_codes(&state, parts, codes, ("confirmer", &form.code)).await
        }
        "retirer" => {
            let removed = async {
                let proved = form.prove(&state, &caller).await?;
                door::remove_second_factor(backend, &caller, &proved).await
            };
            let removed = removed.await.map(|()| "second-facteur-retire");
            answer(&state, parts, removed, ("retirer", &form.code)).await
        }
        "codes" => {
            let codes = async {
                let proved = form.prove(&state, &caller).await?;
                door::renew_recovery_codes(backend, &caller, &proved).await
            };
            with_codes(&state, parts, codes.await, ("codes", &form.code)).await
        }
        _ => Err(Refusal(app::AppError::Malformed)),
    }
}

/// `POST /mon-compte/sessions/{id}/fermer`
pub async fn close_session(
    State(state): State<AppState>,
    Segment(id): Segment<String>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Change>,
) -> Result<Response, Refusal> {
    let closed = async {
        let proved = form.prove_to_close(&state, &caller).await?;
        accounts::close_session(&state.backend, &caller, &id, &proved).await
    };
    answer(&state, parts, closed.await.map(|()| "session"), ("sessions", &form.code)).await
}

/// `POST /mon-compte/sessions/fermer`: closes all sessions except the current one.
pub async fn close_other_sessions(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    SessionInUse(session): SessionInUse,
    Posted { form, parts }: Posted<Change>,
) -> Result<Response, Refusal> {
    let closed = async {
        let proved = form.prove_to_close(&state, &caller).await?;
        accounts::close_other_sessions(&state.backend, &caller, &session, &proved).await
    };
    answer(&state, parts, closed.await.map(|()| "sessions"), ("sessions", &form.code)).await
}

#[derive(Deserialize)]
pub struct EmailCopies {
    /// `oui`, or absent.
    #[serde(default)]
    copies: String,
}

/// `POST /mon-compte/courriel`: copies only go to the address of the directory, which nobody changes
/// here.
pub async fn email_copies(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<EmailCopies>,
) -> Result<Response, Refusal> {
    let wanted = form.copies == "oui";
    mail::choose(&state.backend, &caller, wanted).await.map_err(refusal::of)?;
    Ok(done(if wanted { "courriel" } else { "courriel-non" }))
}

/// What was done, or the page again with the errors of the form `action`, and the code that was typed in it.
async fn answer(
    state: &AppState,
    parts: Parts,
    outcome: Done<&'static str>,
    (action, code): (&str, &str),
) -> Result<Response, Refusal> {
    match outcome {
        Ok(what) => Ok(done(what)),
        Err(reason) => again(state, parts, PAGE, reason, &[("action", action), ("code", code)]).await,
    }
}

/// The page with new recovery codes, which are shown nowhere else.
async fn with_codes(
    state: &AppState,
    parts: Parts,
    outcome: Done<Vec<String>>,
    (action, code): (&str, &str),
) -> Result<Response, Refusal> {
    match outcome {
        Ok(codes) => {
            let typed = [("action".to_owned(), action.to_owned())].into();
            let outcome = FormOutcome { recovery_codes: codes, typed, ..FormOutcome::default() };
            Ok(page(state, parts, PAGE, outcome).await)
        }
        // Already confirmed, by a second click or in another tab; or begun too long ago.
        Err(Error::NotFound) => Ok(at_the_card()),
        Err(reason) => again(state, parts, PAGE, reason, &[("action", action), ("code", code)]).await,
    }
}

fn at_the_card() -> Response {
    Redirect::to("/mon-compte#double-authentification").into_response()
}

fn done(what: &str) -> Response {
    Redirect::to(&app::address(PAGE, &[("fait", what)])).into_response()
}
