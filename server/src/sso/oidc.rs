use app::AppError;
use axum::{
    extract::{Request, State},
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use backend::door::oidc::{self, Back, Waiting};
use domain::ProviderId;
use serde::Deserialize;

use super::{
    away::{Departure, Way, receive, send},
    refused::{Reason, refused},
    trial::who_tries,
};
use crate::{
    AppState,
    door::{OwnAddress, Query, Segment, Tab, Visitor},
    forms,
    refusal::Refusal,
};

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    suite: OwnAddress,
}

/// What the provider puts into the address.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /connexion/fournisseur/{id}`: sends the browser to the provider. Nothing is stored here; the
/// tab keeps a cookie.
pub async fn start(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    Query(Next { suite }): Query<Next>,
    request: Request,
) -> Response {
    begin(&state, id, suite, false, &request.into_parts().0).await
}

/// Sends the browser to the provider. `trying`: nobody will be signed in.
pub(super) async fn begin(
    state: &AppState,
    id: ProviderId,
    next: OwnAddress,
    trying: bool,
    parts: &Parts,
) -> Response {
    let started = oidc::start(&state.backend, id, &redirect(state, parts, id), trying).await;
    let departure = started.map(|tried| {
        tried.map(|oidc::Started { address, waiting }| Departure {
            address,
            mark: waiting.state.clone(),
            waiting,
        })
    });
    send(state, parts, Way { provider: id, next, trying }, departure).await
}

/// Where a provider sends the browser back to. Each has its own address, so that a dishonest one cannot
/// pass off the code of another provider as its own.
fn redirect(state: &AppState, parts: &Parts, id: ProviderId) -> String {
    format!("{}/connexion/retour/{id}", forms::origin(state, &parts.headers))
}

/// `GET /connexion/retour/{id}`: the browser comes back, in the tab that left, from the provider that
/// it was sent to.
pub async fn back(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    Query(returned): Query<Returned>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let parts = request.into_parts().0;
    let tab = Tab::<Waiting>::of(&parts.headers, &returned.state, state.secure);
    let Some(tab) = tab.filter(|tab| tab.waiting.state == returned.state && tab.waiting.provider == id)
    else {
        return refused(&state, &parts, None, &Reason::NotWaiting, &OwnAddress::default()).await;
    };
    // Each of them costs the provider a call.
    if let Err(seconds) = state.rate.check(&visitor.origin().address.to_owned()) {
        return Refusal(AppError::TooManyAttempts(seconds)).into_response();
    }
    let forget = Tab::<Waiting>::forget(&returned.state, state.secure);
    let answer = answered(&state, parts, visitor, &returned, tab).await;
    // Whatever the result, the same address works only once.
    (AppendHeaders([(header::SET_COOKIE, forget)]), answer).into_response()
}

async fn answered(
    state: &AppState,
    parts: Parts,
    visitor: Visitor,
    returned: &Returned,
    tab: Tab<Waiting>,
) -> Response {
    let Tab { waiting, next, trying } = tab;
    if trying && let Err(refusal) = who_tries(state, &parts).await {
        return refusal.into_response();
    }
    let back = Back {
        code: returned.code.as_deref(),
        error: returned.error.as_deref(),
        iss: returned.iss.as_deref(),
    };
    let redirect = redirect(state, &parts, waiting.provider);
    let outcome = oidc::arrive(&state.backend, &waiting, &back, &redirect, trying).await;
    let way = Way { provider: waiting.provider, next, trying };
    receive(state, parts, visitor, way, outcome, Reason::Trouble).await
}
