use axum::{
    extract::{Request, State},
    http::{header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::At;
use crate::refusal;

/// If a public address is set, rejects requests that name another host.
pub async fn host(State(at): State<At>, request: Request, next: Next) -> Response {
    let Some(public) = &at.state.public_url else { return next.run(request).await };
    let ours = public.split_once("://").map_or(public.as_str(), |(_, host)| host).trim_end_matches('/');
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(Authority::as_str));
    if named.is_some_and(|named| named.eq_ignore_ascii_case(ours)) {
        next.run(request).await
    } else {
        refusal::foreign_host().into_response()
    }
}
