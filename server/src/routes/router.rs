use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodRouter, any},
};
use http::{Method, StatusCode};
use tower::ServiceBuilder;
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

use super::{
    form_page::ways_back,
    table::{operations, routes},
};
use crate::{
    AppState,
    door::{self, At},
    pages,
    policy::{Activity, Answer, Body, Cors, Origin, Policy, Time},
    refusal,
};

/// Every address, with the layers around it, outermost first: the language that the address names if it
/// is for everybody, number, log and headers, panic, refusals as pages, client address and what the address
/// claims, host, origin, session, rate, the JSON check if needed, who, the bytes of the body, the person
/// of the page, the number of streams and files, time and body limits, handler.
///
/// Each row has its own layers, made with its policy: no layer looks at the text of an address, and
/// a request needs no lookup.
pub fn router(state: AppState) -> Router {
    let pages: Vec<&str> =
        routes().into_iter().filter(|route| route.method == Method::GET).map(|route| route.path).collect();
    let at = |policy, pattern, reads| {
        let opens = pages.contains(&pattern);
        At { state: state.clone(), policy, pattern, reads, opens }
    };
    let mut router = Router::new();
    for route in routes() {
        router = router.route(
            route.path,
            around(
                route.handler,
                Covers::Methods,
                &at(route.policy, route.path, route.method == Method::GET),
            ),
        );
    }
    for route in ways_back() {
        let at = at(route.policy, route.path, true);
        router = router.route(route.path, around(route.handler, Covers::Methods, &at));
    }
    for (path, policy, handler) in pages::assets(&state.site_root) {
        let at = at(policy, path, true);
        router = router.route(path, around(handler, Covers::Methods, &at));
    }
    let unknown = around(any(pages::page), Covers::Everything, &at(Policy::UNKNOWN, "(unknown)", false));
    router.fallback_service(unknown.with_state(state.clone())).with_state(state)
}

/// The addresses for the operators' monitoring alone, for a listener of their own: it answers also
/// when every public connection is taken.
pub fn operations_router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in operations() {
        let (policy, pattern) = (route.policy, route.path);
        let at = At { state: state.clone(), policy, pattern, reads: true, opens: true };
        router = router.route(route.path, around(route.handler, Covers::Methods, &at));
    }
    router.with_state(state)
}

/// What the layers for people and the limits surround.
#[derive(Clone, Copy)]
enum Covers {
    /// The methods that the address has. Any other method is answered 405 with `Allow`, whoever
    /// asks: nothing runs, so nobody has to sign in first.
    Methods,
    /// Every request.
    Everything,
}

/// A handler with its layers. Each stack is added in one call, because axum boxes the result of
/// every call of `layer` and copies it at each request.
fn around(handler: MethodRouter<AppState>, covers: Covers, at: &At) -> MethodRouter<AppState> {
    let handler = limited(handler, covers, at);
    let handler = match (at.policy.activity, at.policy.cors) {
        (Activity::Keeps | Activity::Follows, _) => for_people(handler, covers, at),
        (Activity::NoSession, Cors::Portals) => for_widgets(handler, at),
        (Activity::NoSession, Cors::None | Cors::Anybody) => handler,
    };
    // Before the request is numbered, which decides the language of the answer.
    let for_everybody = matches!((at.policy.activity, at.policy.cors), (Activity::NoSession, Cors::None));
    let named = for_everybody && at.policy.answer != Answer::Text;
    let everybody = ServiceBuilder::new()
        .option_layer(named.then(|| from_fn(door::language)))
        .layer(from_fn_with_state(at.clone(), door::numbered))
        .layer(CatchPanicLayer::custom(door::panicked))
        .layer(from_fn_with_state(at.state.clone(), refusal::as_page))
        .layer(from_fn_with_state(at.clone(), door::arrived));
    handler.layer(everybody)
}

/// The layers of addresses for people.
fn for_people(handler: MethodRouter<AppState>, covers: Covers, at: &At) -> MethodRouter<AppState> {
    // An upload is counted where it is kept.
    let counted = matches!(at.policy.body, Body::Form | Body::Json);
    // A provider of sign-on reports everybody who signs out there, many at the end of a day.
    let rated = !at.reads && at.policy.origin != Origin::OtherServer;
    let people = ServiceBuilder::new()
        .layer(from_fn_with_state(at.clone(), door::host))
        .layer(from_fn_with_state(at.clone(), door::origin))
        .layer(from_fn_with_state(at.clone(), door::session))
        .option_layer(rated.then(|| from_fn_with_state(at.clone(), door::rate)))
        .option_layer((at.policy.body == Body::Json).then(|| from_fn(door::json)))
        .layer(from_fn_with_state(at.clone(), door::who))
        .option_layer(counted.then(|| from_fn_with_state(at.clone(), door::body)))
        .layer(from_fn_with_state(at.clone(), door::named))
        .option_layer(at.policy.lasts().then(|| from_fn_with_state(at.clone(), door::streams)));
    match covers {
        Covers::Methods => handler.route_layer(people),
        Covers::Everything => handler.layer(people),
    }
}

/// The layers of addresses for widgets on the pages of portals.
fn for_widgets(handler: MethodRouter<AppState>, at: &At) -> MethodRouter<AppState> {
    let handler = if at.policy.body == Body::None {
        handler
    } else {
        let body = from_fn_with_state(at.clone(), door::body);
        handler.route_layer(ServiceBuilder::new().layer(from_fn(door::json)).layer(body))
    };
    // The layer answers it; this names the method among those that the address has.
    let handler = handler.options(|| async { StatusCode::NO_CONTENT });
    handler.layer(from_fn_with_state(at.clone(), door::cors))
}

/// Limits of time and body size; and the policy for the handlers of pages.
fn limited(handler: MethodRouter<AppState>, covers: Covers, at: &At) -> MethodRouter<AppState> {
    let body = at.policy.body.limit().map_or_else(DefaultBodyLimit::disable, DefaultBodyLimit::max);
    match (at.policy.time, at.policy.body) {
        (Time::Limited, _) => {
            let stack = ServiceBuilder::new()
                // Better levels need most of the time of a page, for a tenth less to transfer. At this level
                // Brotli makes pages as large as gzip does, in three times the time.
                .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
                .layer(from_fn_with_state(at.clone(), door::timed))
                .layer(body);
            match covers {
                Covers::Methods => handler.route_layer(stack),
                Covers::Everything => handler.layer(stack),
            }
        }
        // No body is read, so the most used address gets no layer.
        (Time::Unlimited, Body::None) => handler,
        // A form with files comes back as a page, too.
        (Time::Unlimited, _) => {
            handler.route_layer(ServiceBuilder::new().layer(Extension(at.policy)).layer(body))
        }
    }
}
