use app::AppError;
use axum::{
    extract::{Request, State},
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::door::oidc::{self, Back, Waiting};
use domain::ProviderId;
use serde::Deserialize;

use super::{
    arrived::arrived,
    refused::{Reason, refused},
    trial::{shown, who_tries},
};
use crate::{
    AppState,
    door::{OwnAddress, Query, Segment, Tab, Visitor, crowded},
    forms,
    refusal::{self, Refusal},
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
    let secure = state.secure;
    match oidc::start(&state.backend, id, &redirect(state, parts, id), trying).await {
        Ok(Ok(started)) => {
            let mut cookies = crowded(&parts.headers, secure);
            let mark = started.waiting.state.clone();
            cookies.push(Tab::new(started.waiting, next, trying).keep(&mark, secure));
            let cookies = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)).collect::<Vec<_>>();
            (AppendHeaders(cookies), Redirect::to(&started.address)).into_response()
        }
        Ok(Err(trouble)) if trying => shown(state, parts.clone(), id, Err(trouble)).await,
        Ok(Err(trouble)) => refused(state, parts, Some(id), &Reason::Trouble(trouble), &next).await,
        Err(reason) => refusal::of(reason).into_response(),
    }
}

/// Where a provider sends the browser back to. Each has its own address: a dishonest one cannot have
/// the code of another provider brought to us as if it were its own.
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
    // Whatever came of it, the same address leads nowhere the second time.
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
    let outcome = match oidc::arrive(&state.backend, &waiting, &back, &redirect, trying).await {
        Ok(outcome) => outcome,
        Err(reason) => return refusal::of(reason).into_response(),
    };
    let id = waiting.provider;
    if trying {
        return shown(state, parts, id, outcome).await;
    }
    match outcome {
        Ok(assertion) => arrived(state, &parts, visitor, id, &assertion, &next).await,
        Err(trouble) => refused(state, &parts, Some(id), &Reason::Trouble(trouble), &next).await,
    }
}
