use app::{AppError, RefusedPage, server_side::SignedInPerson};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use http::{HeaderValue, Method, StatusCode, header};

use super::Refusal;
use crate::AppState;

/// Allows our own style sheet and pictures and the form at its foot, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Turns a plain-text refusal into a page, for a browser that would show the text.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let shows_pages = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let asked = request.uri().path_and_query().filter(|_| shows_pages && request.method() == Method::GET);
    let here = asked.map(|address| address.as_str().to_owned());
    let mut response = next.run(request).await;
    // The router's own answer to a method that the address does not have; it adds `Allow`.
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = Refusal(AppError::WrongMethod).into_response();
    }
    let Some(page) = response.extensions_mut().remove::<RefusedPage>().filter(|_| shows_pages) else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    // These headers describe the text that the page replaces.
    for name in [header::CONTENT_ENCODING, header::CONTENT_LENGTH, header::CONTENT_TYPE] {
        parts.headers.remove(name);
    }
    parts.headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    // Left by the layer of the session.
    let person = parts.extensions.get::<SignedInPerson>();
    let person = person.map(|SignedInPerson(person)| person.to_string()).unwrap_or_default();
    (parts.status, parts.headers, Html(page.html(&state.leptos, person, here))).into_response()
}
