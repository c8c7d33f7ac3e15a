//! What both protocols do with the browser: it leaves for the provider, and comes back in the tab that
//! left.

use axum::{
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::door::providers::Assertion;
use domain::{ProviderId, providers::Trouble};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    arrived::arrived,
    refused::{Reason, refused, stopped},
    trial::shown,
};
use crate::{
    AppState,
    door::{OwnAddress, Tab, Visitor, crowded},
};

/// One sign-in, from here to the provider and back.
pub struct Way {
    pub provider: ProviderId,
    /// Where the person wanted to go.
    pub next: OwnAddress,
    /// An administrator tries the provider: nobody will be signed in.
    pub trying: bool,
}

/// Where the browser is sent, and what its tab keeps until it comes back with `mark`.
pub struct Departure<T> {
    pub address: String,
    pub mark: String,
    pub waiting: T,
}

/// Sends the browser to the provider, or says why it cannot.
pub async fn send<T: Serialize + DeserializeOwned>(
    state: &AppState,
    parts: &Parts,
    Way { provider, next, trying }: Way,
    departure: backend::Result<Result<Departure<T>, Trouble>>,
) -> Response {
    match departure {
        Ok(Ok(Departure { address, mark, waiting })) => {
            let mut cookies = crowded(&parts.headers, state.secure);
            cookies.push(Tab::new(waiting, next, trying).keep(&mark, state.secure));
            let cookies = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)).collect::<Vec<_>>();
            (AppendHeaders(cookies), Redirect::to(&address)).into_response()
        }
        Ok(Err(trouble)) if trying => shown(state, parts.clone(), provider, Err(trouble)).await,
        Ok(Err(trouble)) => refused(state, parts, Some(provider), &Reason::Trouble(trouble), &next).await,
        Err(reason) => stopped(state, parts, provider, reason, &next).await,
    }
}

/// Signs the person in, shows an administrator the result of a trial, or says why neither is possible.
/// `told` is the reason for the person.
pub async fn receive(
    state: &AppState,
    parts: Parts,
    visitor: Visitor,
    Way { provider, next, trying }: Way,
    outcome: backend::Result<Result<Assertion, Trouble>>,
    told: fn(Trouble) -> Reason,
) -> Response {
    match outcome {
        Err(reason) => stopped(state, &parts, provider, reason, &next).await,
        Ok(outcome) if trying => shown(state, parts, provider, outcome).await,
        Ok(Ok(assertion)) => arrived(state, &parts, visitor, provider, &assertion, &next).await,
        Ok(Err(trouble)) => refused(state, &parts, Some(provider), &told(trouble), &next).await,
    }
}
