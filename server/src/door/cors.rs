use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::At;

/// What a preflight is told: the same for all addresses that widgets ask.
const PREFLIGHT: [(HeaderName, HeaderValue); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST")),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, if-none-match"),
    ),
    (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600")),
];

/// Lets the pages of portals read the answer, each by its exact origin and without cookies. While a portal
/// is paused, all that its pages read is that they are refused.
pub async fn cors(State(at): State<At>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let named = origin.as_ref().and_then(|origin| origin.to_str().ok());
    let allowed = if let Some(named) = named { is_of_a_portal(&at, named).await } else { false };
    let asks_first = *request.method() == Method::OPTIONS;
    let mut response =
        if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin.filter(|_| allowed) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if asks_first {
            headers.extend(PREFLIGHT);
        } else {
            let exposed = HeaderValue::from_static("Date, ETag, Portevoix-Next, Retry-After");
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
    response
}

async fn is_of_a_portal(at: &At, origin: &str) -> bool {
    let backend = &at.state.backend;
    backend.portals.is_origin(&backend.db, origin).await.unwrap_or_else(|reason| {
        tracing::warn!(%reason, "the origins of portals could not be read");
        false
    })
}
