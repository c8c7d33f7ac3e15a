//! Pages, their server functions, and the announcements as JSON.

use std::{path::Path, sync::Arc};

use app::{
    AppError, Scripts, address,
    server_side::{ANSWERED, SignedInPerson},
};
use axum::{
    Json, Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::Backend;
use leptos::prelude::provide_context;
use tower_http::services::ServeFile;

use crate::{AppState, refusal, router::FORM_BYTES, session::Cookie, unsubscribe};

/// The second step of signing in.
const CODE: &str = "/connexion/code";
/// Pages for whoever is not signed in yet.
const AT_THE_DOOR: [&str; 2] = ["/connexion", CODE];
/// Whoever has a link sets the password that it is for, signed in or not.
pub(crate) const PASSWORD_LINK: &str = "/mot-de-passe/";

/// Renders the page of this address. Whoever is not signed in is sent to sign in, and comes back.
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    let signed_in = request.extensions().get::<SignedInPerson>().is_some();
    let path = request.uri().path();
    match (signed_in, AT_THE_DOOR.contains(&path)) {
        (true, true) => Redirect::to("/").into_response(),
        // No password came before.
        (false, true) if path == CODE && Cookie::Step.of(request.headers(), state.secure).is_none() => {
            Redirect::to("/connexion").into_response()
        }
        (false, false) if !path.starts_with(PASSWORD_LINK) && !path.starts_with(unsubscribe::ADDRESS) => {
            Redirect::to(&sign_in_address(&request)).into_response()
        }
        _ => render(&state, request).await,
    }
}

/// Renders the page of the request's address, whoever asks; to its end, also when they have gone
/// away meanwhile: tasks of the page that go on would look for what is there no more, and panic.
pub async fn render(state: &AppState, request: Request) -> Response {
    let scripts = Scripts::of(request.uri().path());
    let options = state.leptos.clone();
    let handler = leptos_axum::render_app_async_with_context(context(&state.backend), move || {
        app::document(options.clone(), scripts)
    });
    match tokio::spawn(handler(request)).await {
        Ok(page) => page,
        Err(ended) => match ended.try_into_panic() {
            Ok(reason) => std::panic::resume_unwind(reason),
            Err(_) => refusal::Refusal(AppError::Internal).into_response(),
        },
    }
}

fn sign_in_address(request: &Request) -> String {
    let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str());
    address("/connexion", &[("suite", if wanted == "/" { "" } else { wanted })])
}

fn context(backend: &Arc<Backend>) -> impl Fn() + Clone + Send + Sync + 'static {
    let backend = Arc::clone(backend);
    move || provide_context(Arc::clone(&backend))
}

/// Runs a server function. Those of leptos take any content type and a body of any length, answer
/// 500 with internal text to what they cannot read, and follow `Referer` for `Accept: text/html`:
/// none of it happens here.
pub async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if leptos::server_fn::axum::get_server_fn_service(&path, request.method().clone()).is_none() {
        return (StatusCode::NOT_FOUND, Json(AppError::NotFound)).into_response();
    }
    let json = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if json.is_none_or(|kind| kind.split(';').next().unwrap_or_default().trim() != "application/json") {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, Json(AppError::Malformed)).into_response();
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, FORM_BYTES).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, Json(AppError::TooLarge)).into_response();
    };
    let mut request = Request::from_parts(parts, body.into());
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let handled = leptos_axum::handle_server_fns_with_context(context(&state.backend), request).await;
    let response = handled.into_response();
    let answered = response.headers().contains_key(ANSWERED);
    if response.status().is_server_error() && !answered {
        return (StatusCode::BAD_REQUEST, Json(AppError::Malformed)).into_response();
    }
    response
}

/// `GET /api/announcements`: what the signed-in reader sees now, from memory wherever possible.
pub async fn announcements(State(state): State<AppState>, request: Request) -> Response {
    let Some(SignedInPerson(person)) = request.extensions().get::<SignedInPerson>().copied() else {
        return refusal::Refusal(AppError::SignedOut).into_response();
    };
    match backend::home::announcements_for(&state.backend, person).await {
        Ok(page) => ([(header::CONTENT_TYPE, "application/json")], page.json.clone()).into_response(),
        Err(reason) => refusal::of(reason).into_response(),
    }
}

/// The few files beside the package.
pub fn pictures(site: &Path) -> Router<AppState> {
    Router::new()
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service(
            "/icons.svg",
            ServeFile::new(site.join("icons.svg")).precompressed_br().precompressed_gzip(),
        )
        .layer(tower_http::set_header::SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        ))
}
