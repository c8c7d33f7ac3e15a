use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use backend::portals::{self, Presented};
use domain::PersonId;

use super::answer;
use crate::{AppState, door::ClientAddress};

/// The person whose token a request brings.
///
/// # Errors
/// The answer without one.
pub async fn reader(
    state: &AppState,
    headers: &HeaderMap,
    address: ClientAddress,
) -> Result<PersonId, Box<Response>> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let token =
        text(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // A page of ours, by the word of the browser.
    let own = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let counted = address.counted();
    // Looking for a token that is not in memory takes a query, which nobody may cause without end.
    if state.widgets.unknown_tokens.is_shut(&counted) && !portals::is_remembered(&state.backend, token) {
        return Err(Box::new(answer::too_many(1)));
    }
    let presented = Presented { token, origin: text(header::ORIGIN).filter(|_| !own) };
    match portals::holder(&state.backend, presented).await {
        Ok(Some(person)) => Ok(person),
        Ok(None) => Err(Box::new(match state.widgets.unknown_tokens.note(&counted) {
            Ok(()) => answer::no_token(),
            Err(seconds) => answer::too_many(seconds),
        })),
        Err(reason) => Err(Box::new(answer::failed(&reason))),
    }
}
