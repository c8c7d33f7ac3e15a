use axum::{
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use backend::{Error, door::providers};
use domain::{
    ProviderId,
    providers::{Problem, Trouble, Unmatched},
};

use crate::{
    AppState,
    door::{Chosen, OwnAddress},
    forms, refusal,
};

/// Why nobody was signed in.
#[derive(Clone, Debug)]
pub enum Reason {
    /// This browser did not begin such a sign-in, or it came back before.
    NotWaiting,
    /// Nobody signs in with the provider at the moment.
    Paused,
    Trouble(Trouble),
    Unmatched(Unmatched),
}

/// Why the way to a provider or back ends here. Somebody who follows an old link to one that is paused gets
/// the other ways in.
pub async fn stopped(
    state: &AppState,
    parts: &Parts,
    provider: ProviderId,
    reason: Error,
    next: &OwnAddress,
) -> Response {
    let is_paused = matches!(reason, Error::NotFound)
        && providers::is_paused(&state.backend, provider).await.unwrap_or_default();
    if is_paused {
        return refused(state, parts, Some(provider), &Reason::Paused, next).await;
    }
    refusal::of(reason).into_response()
}

/// The sign-in page with the reason: the other ways in are on it.
pub async fn refused(
    state: &AppState,
    parts: &Parts,
    provider: Option<ProviderId>,
    reason: &Reason,
    next: &OwnAddress,
) -> Response {
    let (status, what) = match reason {
        Reason::NotWaiting => (StatusCode::BAD_REQUEST, "retour".to_owned()),
        Reason::Paused => (StatusCode::SERVICE_UNAVAILABLE, "suspendu".to_owned()),
        Reason::Trouble(trouble) if trouble.may_pass() => {
            (StatusCode::SERVICE_UNAVAILABLE, "panne".to_owned())
        }
        Reason::Trouble(Trouble { problem: Problem::Refused(code), .. }) if code == "access_denied" => {
            (StatusCode::BAD_REQUEST, "abandon".to_owned())
        }
        Reason::Trouble(_) => (StatusCode::BAD_GATEWAY, "fournisseur".to_owned()),
        Reason::Unmatched(reason) => (StatusCode::FORBIDDEN, format!("personne-{}", reason.code())),
    };
    let provider = provider.map(|id| id.to_string()).unwrap_or_default();
    let query = [("erreur", what.as_str()), ("fournisseur", provider.as_str()), ("suite", next.in_query())];
    let mut page = forms::at_the_door(state, parts, &app::address("/connexion", &query), status).await;
    // Nobody knows how long a pause lasts.
    if what == "panne" {
        page.headers_mut().insert(header::RETRY_AFTER, 60.into());
    }
    if matches!(reason, Reason::Paused) {
        page.extensions_mut().insert(Chosen);
    }
    page
}
