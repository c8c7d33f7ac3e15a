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

/// Shows an administrator what a sign-in came to. Nobody is signed in.
pub async fn shown(
    state: &AppState,
    parts: Parts,
    provider: ProviderId,
    outcome: Result<Assertion, Trouble>,
) -> Response {
    let Some(SignedInPerson(person)) = parts.extensions.get().copied() else {
        return Refusal(AppError::SignedOut).into_response();
    };
    let trial = async {
        let caller = Caller::load(&state.backend.db, person).await?;
        providers::trial(&state.backend, &caller, provider, outcome).await
    };
    let trial = match trial.await {
        Ok(trial) => trial,
        Err(reason) => return refusal::of(reason).into_response(),
    };
    let Ok(trial) = serde_json::to_string(&trial) else {
        return Refusal(AppError::internal()).into_response();
    };
    let outcome = FormOutcome { typed: [("essai".to_owned(), trial)].into(), ..FormOutcome::default() };
    forms::page(state, parts, &format!("/administration/connexion/{provider}"), outcome).await
}
