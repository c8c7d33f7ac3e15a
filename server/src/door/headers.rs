use std::any::Any;

use app::{AppError, server_side::ANSWERED};
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::At;
use crate::{
    policy::{Cache, Cors},
    refusal::Refusal,
};

/// For a year, browsers use https only. This is not set for other hosts of the domain, which belong to
/// others.
const TLS_ONLY: &str = "max-age=31536000";

/// Marks an answer that pages of others may frame; its own policy says which.
#[derive(Clone, Copy)]
pub struct Framed;

/// Headers of every answer; a page brings its own policy, with the nonce of its scripts.
pub(super) fn complete(at: &At, response: &mut Response) {
    let kept = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if kept && at.policy.cache != Cache::Never {
        let value = HeaderValue::from_static(at.policy.cache.header());
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    let framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    if at.policy.cors == Cors::Anybody {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if at.state.secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    // The session layer removes it, but an answer may end before it reaches that layer.
    headers.remove(ANSWERED);
    let defaults: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        (header::CACHE_CONTROL, Cache::Never.header()),
    ];
    for (name, value) in defaults {
        if framed && name == header::X_FRAME_OPTIONS {
            continue;
        }
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// A panic is our fault; its message goes to the log only.
pub fn panicked(reason: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let reason = reason
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| reason.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(reason, "a request panicked");
    Refusal(AppError::internal()).into_response()
}
