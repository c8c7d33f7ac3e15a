use std::time::Instant;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use backend::request;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::ACCEPT_LANGUAGE};
use words::Language;

use super::{At, Cookie, headers};
use crate::policy::Log;

/// Marks an answer 503 that somebody chose, such as that of a portal that is paused: it is no trouble of ours.
#[derive(Clone, Copy)]
pub struct Chosen;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives each request a number: the log names it, an internal error shows it, and the answer
/// carries it in a header. The request also keeps the language of its answer. An answer that failed is
/// one line of the log; with the level `debug`, every answer is. It leaves with the headers of all answers.
pub async fn numbered(State(at): State<At>, mut request: Request, next: Next) -> Response {
    let given = request.headers().get(HEADER).and_then(|given| given.to_str().ok());
    let about = request::Request::new(given, request.method().as_str(), at.pattern);
    about.answer_in(asked_for(request.headers(), at.state.secure));
    if let Some(accepted) = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) {
        about.accepts(accepted);
    }
    request.extensions_mut().insert(about.clone());
    // Never the query, nor a secret segment.
    let path = match at.policy.log {
        Log::Path if tracing::enabled!(tracing::Level::DEBUG) => request.uri().path().to_owned(),
        Log::Path | Log::Pattern => String::new(),
    };
    let number = HeaderValue::from_str(about.number());
    let answered = about.scope(async move {
        let began = Instant::now();
        let response = next.run(request).await;
        log(&response, &path, began);
        response
    });
    let mut response = answered.await;
    headers::complete(&at, &mut response);
    if let Ok(number) = number {
        response.headers_mut().insert(HEADER, number);
    }
    response
}

/// The language that was chosen in this browser, else that of its own settings. What a person chose for
/// their account counts more: the layer of the session knows it.
fn asked_for(headers: &HeaderMap, secure: bool) -> Language {
    let chosen = Cookie::Language.of(headers, secure).and_then(Language::from_code);
    let own = || Language::accepted(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen.or_else(own).unwrap_or_default()
}

fn log(response: &Response, path: &str, began: Instant) {
    let status = response.status();
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let chosen = response.extensions().get::<Chosen>().is_some();
    if chosen {
        tracing::debug!(status = status.as_u16(), ms, path, "answered as chosen");
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!(status = status.as_u16(), ms, "a request was not served");
    } else if status.is_server_error() {
        tracing::error!(status = status.as_u16(), ms, "a request failed");
    } else {
        tracing::debug!(status = status.as_u16(), ms, path, "answered");
    }
}
