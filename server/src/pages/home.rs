use std::sync::Arc;

use app::{HomePage, named::FOLLOWS};
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    response::{Html, IntoResponse, Response},
};
use backend::{access::CallerOnce, home::PersonalOnce, request::carried};
use futures::{FutureExt as _, StreamExt as _, stream};
use leptos::{
    nonce::provide_nonce,
    prelude::{Owner, provide_context},
    reactive::computed::ScopedFuture,
};
use leptos_axum::ResponseOptions;

use crate::{AppState, policy::Policy};

/// `GET /`, in its order: the announcements do not wait for what follows them.
pub async fn home(
    State(state): State<AppState>,
    Extension(policy): Extension<Policy>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let owner = Owner::new_root(None);
    // Only what is made for this request happens in its context.
    owner.clone().unset();
    let answered = ResponseOptions::default();
    let page = owner.with(|| {
        // An open page that asks again gets some regions only, and each of them reads what it shows.
        if !parts.headers.contains_key(FOLLOWS) {
            provide_context(PersonalOnce::default());
        }
        provide_context(parts);
        provide_context(answered.clone());
        provide_context(Arc::clone(&state.backend));
        provide_context(CallerOnce::of_home());
        provide_nonce();
        ScopedFuture::new(HomePage::load(state.leptos.clone(), policy.scripts))
    });
    let HomePage { first, rest } = page.await;
    let body = match rest {
        None => Body::from(first),
        Some(rest) => {
            // It is read to its end whoever takes it: what waited for a slow client would hold its connection
            // to the database. If it fails, the client learns that the page is not whole.
            let rest = tokio::spawn(carried(rest));
            Body::from_stream(stream::iter([Ok(first)]).chain(rest.into_stream()))
        }
    };
    let mut response = Html(body).into_response();
    // Another thread may have panicked with it: what it says is then no less true.
    let mut said = answered.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(status) = said.status {
        *response.status_mut() = status;
    }
    response.headers_mut().extend(std::mem::take(&mut said.headers));
    drop(said);
    response
}
