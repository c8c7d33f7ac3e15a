//! The way to a CAS server and back, and the message by which it signs somebody out.

use app::AppError;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use backend::door::cas::{self, Waiting};
use domain::{
    ProviderId,
    providers::{Problem, Trouble},
};
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
    refusal::{self, Refusal},
};

/// Logout messages are small.
const MESSAGE_BYTES: usize = 16 * 1024;

#[derive(Deserialize)]
pub struct CasQuery {
    /// What the CAS server adds.
    ticket: Option<String>,
    /// Which sign-in of this browser comes back.
    etat: Option<String>,
    #[serde(default)]
    suite: OwnAddress,
}

/// `GET /connexion/cas/{id}`: sends the browser to the CAS server, which sends it back to the same
/// address with a ticket.
pub async fn cas(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    Query(asked): Query<CasQuery>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let parts = request.into_parts().0;
    let (Some(ticket), Some(mark)) = (asked.ticket, asked.etat) else {
        // A ticket that this browser did not ask for may be somebody else's. Whoever is signed in
        // there gets another one without noticing.
        return begin(&state, id, asked.suite, false, &parts).await;
    };
    let tab = Tab::<Waiting>::of(&parts.headers, &mark, state.secure);
    let Some(tab) = tab.filter(|tab| tab.waiting.state == mark && tab.waiting.provider == id) else {
        return refused(&state, &parts, Some(id), &Reason::NotWaiting, &OwnAddress::default()).await;
    };
    // Each of them costs the server a call.
    if let Err(seconds) = state.rate.check(&visitor.origin().address.to_owned()) {
        return Refusal(AppError::TooManyAttempts(seconds)).into_response();
    }
    let forget = Tab::<Waiting>::forget(&mark, state.secure);
    let answer = answered(&state, parts, visitor, &ticket, tab).await;
    (AppendHeaders([(header::SET_COOKIE, forget)]), answer).into_response()
}

/// Sends the browser to the CAS server. `trying`: nobody will be signed in.
pub(super) async fn begin(
    state: &AppState,
    id: ProviderId,
    next: OwnAddress,
    trying: bool,
    parts: &Parts,
) -> Response {
    let started = cas::start(&state.backend, id, &forms::origin(state, &parts.headers), trying).await;
    let departure = started.map(|tried| {
        tried.map(|cas::Started { address, waiting }| Departure {
            address,
            mark: waiting.state.clone(),
            waiting,
        })
    });
    send(state, parts, Way { provider: id, next, trying }, departure).await
}

async fn answered(
    state: &AppState,
    parts: Parts,
    visitor: Visitor,
    ticket: &str,
    tab: Tab<Waiting>,
) -> Response {
    let Tab { waiting, next, trying } = tab;
    if trying && let Err(refusal) = who_tries(state, &parts).await {
        return refusal.into_response();
    }
    let ours = forms::origin(state, &parts.headers);
    let outcome = cas::arrive(&state.backend, &waiting, &ours, ticket, trying).await;
    let way = Way { provider: waiting.provider, next, trying };
    receive(state, parts, visitor, way, outcome, told).await
}

/// A ticket that was used or is too old does not mean that the server fails: the person begins again.
fn told(trouble: Trouble) -> Reason {
    match &trouble.problem {
        Problem::Refused(code) if code == "INVALID_TICKET" => Reason::NotWaiting,
        Problem::Missing(_) => Reason::NotWaiting,
        _ => Reason::Trouble(trouble),
    }
}

/// `POST /connexion/cas/{id}`: the CAS server says that the person of a ticket has signed out there.
/// The answer is the same whether the ticket opened anything, until an address has named too many that
/// did not.
pub async fn cas_signs_out(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    visitor: Visitor,
    request: Request,
) -> Result<StatusCode, Refusal> {
    let who = visitor.origin().address.to_owned();
    let too_many = |seconds| Refusal(AppError::TooManyAttempts(seconds));
    if state.wrong_logouts.is_shut(&who) {
        return Err(too_many(1));
    }
    let wrong = |reason| match state.wrong_logouts.note(&who) {
        Ok(()) => Refusal(reason),
        Err(seconds) => too_many(seconds),
    };
    let form = axum::body::to_bytes(request.into_body(), MESSAGE_BYTES).await;
    let form = form.map_err(|_| wrong(AppError::TooLarge))?;
    let ticket = cas::logout_form(&form).map_err(|_| wrong(AppError::Malformed))?;
    let ended = cas::end_session(&state.backend, id, &ticket).await.map_err(refusal::of)?;
    if ended {
        tracing::info!(provider = %id, "a CAS server ended a session");
    } else {
        state.wrong_logouts.note(&who).map_err(too_many)?;
    }
    Ok(StatusCode::NO_CONTENT)
}
