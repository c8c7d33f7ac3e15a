use axum::{
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::door::providers::{self, Arrived, Assertion};
use domain::ProviderId;

use super::refused::{Reason, refused, stopped};
use crate::{
    AppState,
    door::{Cookie, OwnAddress, Visitor},
    forms,
};

/// The end of a sign-in with a provider, whatever the protocol: a session, the page for the code, or
/// the sign-in page with the reason.
pub async fn arrived(
    state: &AppState,
    parts: &Parts,
    visitor: Visitor,
    provider: ProviderId,
    assertion: &Assertion,
    next: &OwnAddress,
) -> Response {
    let chosen = Cookie::Provider.set_value(provider.to_string(), state.secure);
    let remembered = AppendHeaders([(header::SET_COOKIE, chosen)]);
    match providers::open(&state.backend, provider, assertion, &visitor.origin()).await {
        Ok(Arrived::Open(opened)) => (remembered, forms::opened_at(state, &opened, next)).into_response(),
        Ok(Arrived::CodeWanted(step)) => {
            let cookie = AppendHeaders([(header::SET_COOKIE, Cookie::Step.set(&step, state.secure))]);
            let query = [("par", "fournisseur"), ("suite", next.in_query())];
            (remembered, cookie, Redirect::to(&app::address("/connexion/code", &query))).into_response()
        }
        Ok(Arrived::Refused(reason)) => {
            refused(state, parts, Some(provider), &Reason::Unmatched(reason), next).await
        }
        Err(reason) => stopped(state, parts, provider, reason, next).await,
    }
}
