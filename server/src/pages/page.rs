use std::sync::Arc;

use app::{AppError, Scripts, server_side::DoorPage};
use axum::{
    Extension,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use backend::{Backend, access::CallerOnce, request};
use leptos::prelude::provide_context;

use crate::{AppState, policy::Policy, refusal::Refusal};

/// Renders the page of this address.
pub async fn page(
    State(state): State<AppState>,
    Extension(policy): Extension<Policy>,
    request: Request,
) -> Response {
    render(&state, policy.scripts, request).await
}

/// Renders the page of the request's address, for any reader. Rendering always finishes, even if
/// the client has gone away: otherwise the page's own tasks would use values that no longer exist,
/// and panic.
pub async fn render(state: &AppState, scripts: Scripts, mut request: Request) -> Response {
    let policy = request.extensions().get::<Policy>();
    if policy.is_some_and(|policy| policy.is_at_the_door()) {
        request.extensions_mut().insert(DoorPage);
    }
    let options = state.leptos.clone();
    let handler = leptos_axum::render_app_async_with_context(context(&state.backend), move || {
        app::document(options.clone(), scripts)
    });
    finished(handler(request)).await
}

async fn finished(rendering: impl Future<Output = Response> + Send + 'static) -> Response {
    match tokio::spawn(request::carried(rendering)).await {
        Ok(page) => page,
        Err(ended) => match ended.try_into_panic() {
            Ok(reason) => std::panic::resume_unwind(reason),
            Err(_) => Refusal(AppError::internal()).into_response(),
        },
    }
}

/// The context that pages and server functions use.
pub(super) fn context(backend: &Arc<Backend>) -> impl Fn() + Clone + Send + Sync + 'static {
    let backend = Arc::clone(backend);
    move || {
        provide_context(Arc::clone(&backend));
        provide_context(CallerOnce::default());
    }
}
