use std::time::Duration;

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    services::ServeDir,
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{AppState, directory_upload, downloads, events, forms, guard, health, pages, refusal, session};

/// No page needs longer; what does (uploads, event streams) has no such limit.
const PATIENCE: Duration = Duration::from_secs(30);
/// The largest form: ten targets that each name 3 000 schools.
pub(crate) const FORM_BYTES: usize = 1024 * 1024;

/// Addresses that render a page; any other address renders *not found*.
pub const PAGES: [&str; 6] = [
    "/",
    "/connexion",
    "/communications/nouvelle",
    "/communications/emises",
    "/communications/{id}",
    "/administration/annuaire",
];

/// Every address, with the layers around it, outside in: panic, request id, trace, headers,
/// origin, session, route.
pub fn router(state: AppState) -> Router {
    let timed = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    let mut documents = Router::new();
    for path in PAGES {
        documents = documents.route(path, get(pages::page));
    }
    let documents = documents
        .route("/connexion", post(forms::sign_in))
        .route("/deconnexion", post(forms::sign_out))
        .route("/communications/nouvelle", post(forms::compose))
        .route("/communications/brouillons/{id}/supprimer", post(forms::delete_draft))
        .route("/communications/{id}/annuler", post(forms::cancel))
        .route("/communications/{id}/etats.csv", get(downloads::sites))
        .route("/api/{*function}", post(pages::server_function))
        .fallback(pages::page)
        .layer(CompressionLayer::new())
        .layer(timed);
    let live = Router::new()
        .route("/api/announcements", get(pages::announcements))
        .route("/api/announcements/flux", get(events::announcements))
        .route("/communications/{id}/evenements", get(events::communication))
        .route("/administration/annuaire/{id}/evenements", get(directory_upload::events));
    let uploads = Router::new()
        .route("/administration/annuaire", post(directory_upload::upload))
        .layer(DefaultBodyLimit::disable());
    let site = &state.site_root;
    let files = Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip())
        .layer(from_fn(guard::immutable))
        .merge(pages::pictures(site));

    Router::new()
        .merge(documents)
        .merge(live)
        .merge(uploads)
        .layer(Extension(state.imports.clone()))
        .layer(from_fn_with_state(state.clone(), session::layer))
        .layer(from_fn_with_state(state.clone(), guard::origin))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(files)
        .layer(from_fn(guard::headers))
        .layer(
            ServiceBuilder::new()
                .layer(CatchPanicLayer::custom(refusal::panicked))
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(TraceLayer::new_for_http())
                .layer(PropagateRequestIdLayer::x_request_id()),
        )
        .with_state(state)
}
