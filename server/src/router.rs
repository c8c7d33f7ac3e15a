use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{from_fn, from_fn_with_state},
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

use crate::{
    AppState, guard, pages, refusal, refused_page,
    routes::{Kind, routes},
    session, unsubscribe,
};

/// The largest form: ten targets that each name 3 000 schools.
pub(crate) const FORM_BYTES: usize = 1024 * 1024;

/// Every address, with the layers around it, outside in: panic, request id, trace, headers,
/// refusals as pages, client address, host, origin, session, rate, time and body limits, route.
pub fn router(state: AppState) -> Router {
    let timed = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, state.patience))
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    let [mut documents, mut live, mut uploads, mut health] = std::array::from_fn(|_| Router::new());
    for route in routes() {
        let kind = match route.kind {
            Kind::Document => &mut documents,
            Kind::Live => &mut live,
            Kind::Upload => &mut uploads,
            Kind::Health => &mut health,
        };
        *kind = std::mem::take(kind).route(route.path, route.handler);
    }
    let documents = documents.fallback(pages::page).layer(CompressionLayer::new()).layer(timed);
    let site = &state.site_root;
    let files = Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip())
        .layer(from_fn(guard::immutable))
        .merge(pages::pictures(site));

    // Each stack is put around its routes at once: axum boxes, and copies at each request, what every
    // call of `Router::layer` makes.
    let people = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), guard::host))
        .layer(from_fn_with_state(state.clone(), guard::origin))
        .layer(from_fn_with_state(state.clone(), session::layer))
        .layer(from_fn_with_state(state.clone(), guard::rate));
    let everybody = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(refusal::panicked))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn(guard::headers))
        .layer(from_fn_with_state(state.clone(), refused_page::layer))
        .layer(from_fn_with_state(state.clone(), guard::client_address));
    Router::new()
        .merge(documents)
        .merge(live)
        .merge(uploads.layer(DefaultBodyLimit::disable()))
        .layer(people)
        .merge(health)
        .merge(files)
        .layer(everybody)
        .with_state(state)
}

/// What the log says of a request: no query, and of a one-time link only that it is one.
fn span(request: &Request) -> tracing::Span {
    let path = request.uri().path();
    let path = if path.starts_with(pages::PASSWORD_LINK) { "/mot-de-passe/…" } else { path };
    let path = if path.starts_with(unsubscribe::ADDRESS) { "/courriel/desinscription/…" } else { path };
    tracing::debug_span!("request", method = %request.method(), path)
}
