use app::{AppError, server_side::SignedInPerson};
use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};

use super::{At, ClientAddress, body::counted, named::refused};
use crate::{policy::Body, refusal::refuse};

/// Rejects more forms than a person can fill in. Counts by person, or by address if nobody is
/// signed in.
pub async fn rate(State(at): State<At>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let person = request.extensions().get::<SignedInPerson>().map(|person| person.0.to_string());
    let address = || request.extensions().get().map_or_else(String::new, |at: &ClientAddress| at.counted());
    let signed_in = person.is_some();
    match at.state.rate.check(&person.unwrap_or_else(address)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => Box::pin(refusal(&at, request, signed_in, seconds)).await,
    }
}

/// Whoever is signed in gets back what was typed; nobody else writes anything.
async fn refusal(at: &At, request: Request, signed_in: bool, seconds: u64) -> Response {
    let reason = AppError::TooManyAttempts(seconds);
    if !signed_in {
        return refuse(reason, at.policy.answer, request.headers());
    }
    // The text of an upload is counted where it is read.
    let request = if at.policy.body == Body::Form { counted(at, request).0 } else { request };
    let mut response = refused(at, request, reason).await;
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}
