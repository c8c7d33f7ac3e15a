use app::AppError;
use axum::{
    Json,
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Refuses what is sent to a server function and is not JSON, before anybody asks who sends it.
/// Those of leptos accept any content type, also those that another site's form can send.
pub async fn json(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if reads || kind == "application/json" {
        next.run(request).await
    } else {
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, Json(AppError::Malformed)).into_response()
    }
}
