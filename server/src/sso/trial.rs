use app::{
    AppError,
    server_side::{FormOutcome, SignedInPerson},
};
use axum::{
    http::request::Parts,
    response::{IntoResponse, Response},
};
use backend::{access::Caller, door::providers::Assertion, providers};
use domain::{ProviderId, providers::Trouble};

use crate::{
    AppState, forms,
    refusal::{self, Refusal},
};

/// The administrator who tries a provider. The cookie of the tab says that it is a trial, and anybody
/// can write one: ask before the provider is called.
pub async fn who_tries(state: &AppState, parts: &Parts) -> Result<Caller, Refusal> {
    let Some(SignedInPerson(person)) = parts.extensions.get().copied() else {
        return Err(Refusal(AppError::SignedOut));
    };
    let caller = Caller::load(&state.backend.db, person).await.map_err(refusal::of)?;
    caller.authorize_administrator().map_err(refusal::of)?;
    Ok(caller)
}

/// Shows an administrator the result of a sign-in. Nobody is signed in.
pub async fn shown(
    state: &AppState,
    parts: Parts,
    provider: ProviderId,
    outcome: Result<Assertion, Trouble>,
) -> Response {
    let caller = match who_tries(state, &parts).await {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_response(),
    };
    let trial = match providers::trial(&state.backend, &caller, provider, outcome).await {
        Ok(trial) => trial,
        Err(reason) => return refusal::of(reason).into_response(),
    };
    let Ok(trial) = serde_json::to_string(&trial) else {
        return Refusal(AppError::internal()).into_response();
    };
    let outcome = FormOutcome { typed: [("essai".to_owned(), trial)].into(), ..FormOutcome::default() };
    forms::page(state, parts, &format!("/administration/connexion/{provider}"), outcome).await
}
