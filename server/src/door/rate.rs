use app::{AppError, server_side::SignedInPerson};
use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{At, ClientAddress};
use crate::refusal::Refusal;

/// Rejects more forms than a person can fill in. Counts by person, or by address if nobody is
/// signed in.
pub async fn rate(State(at): State<At>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let person = request.extensions().get::<SignedInPerson>().map(|person| person.0.to_string());
    let address = || request.extensions().get().map_or_else(String::new, |at: &ClientAddress| at.counted());
    match at.state.rate.check(&person.unwrap_or_else(address)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let mut response = Refusal(AppError::TooManyAttempts(seconds)).into_response();
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
    }
}
