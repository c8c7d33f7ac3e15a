use app::{
    AppError,
    server_side::{ANSWERED, CalledByScript},
};
use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::page::context;
use crate::{AppState, policy::SMALL};

/// Runs a server function. Leptos itself would accept a body of any length, answer 500 with
/// internal text to unreadable input, and follow `Referer` for `Accept: text/html`: this prevents
/// all three.
pub async fn function(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, SMALL).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, Json(AppError::TooLarge)).into_response();
    };
    let mut request = Request::from_parts(parts, body.into());
    request.extensions_mut().insert(CalledByScript);
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let handled = leptos_axum::handle_server_fns_with_context(context(&state.backend), request).await;
    let response = handled.into_response();
    let answered = response.headers().contains_key(ANSWERED);
    if response.status().is_server_error() && !answered {
        return (StatusCode::BAD_REQUEST, Json(AppError::Malformed)).into_response();
    }
    response
}

/// A function that is not in the table.
pub async fn unknown_function() -> Response {
    (StatusCode::NOT_FOUND, Json(AppError::NotFound)).into_response()
}
