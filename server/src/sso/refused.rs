use axum::{
    http::{StatusCode, header, request::Parts},
    response::Response,
};
use domain::{
    ProviderId,
    providers::{Problem, Trouble, Unmatched},
};

use crate::{AppState, door::OwnAddress, forms};

/// Why nobody was signed in.
#[derive(Clone, Debug)]
pub enum Reason {
    /// This browser did not begin such a sign-in, or it came back before.
    NotWaiting,
    Trouble(Trouble),
    Unmatched(Unmatched),
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
    if status == StatusCode::SERVICE_UNAVAILABLE {
        page.headers_mut().insert(header::RETRY_AFTER, 60.into());
    }
    page
}
