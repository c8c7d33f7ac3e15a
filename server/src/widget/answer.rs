//! Answers for a script on somebody else's page: one word, without the reason.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The statement is not accepted; the reason stands on the portal's page.
pub fn refused() -> Response {
    said(StatusCode::FORBIDDEN, "refused")
}

/// The token is unknown, or has expired: the page needs a new statement.
pub fn no_token() -> Response {
    said(StatusCode::UNAUTHORIZED, "token")
}

pub fn malformed() -> Response {
    said(StatusCode::BAD_REQUEST, "malformed")
}

/// Too many requests from there.
pub fn too_many(seconds: u64) -> Response {
    later(StatusCode::TOO_MANY_REQUESTS, "busy", seconds)
}

/// An error of ours, which the log names.
pub fn failed(reason: &backend::Error) -> Response {
    match reason {
        backend::Error::Busy | backend::Error::Unwritable(_) | backend::Error::Away(_) => {
            later(StatusCode::SERVICE_UNAVAILABLE, "busy", 5)
        }
        reason => {
            tracing::error!(%reason, "a widget could not be answered");
            said(StatusCode::INTERNAL_SERVER_ERROR, "error")
        }
    }
}

fn later(status: StatusCode, error: &str, seconds: u64) -> Response {
    let mut response = said(status, error);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

fn said(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
