//! Signing out, here and at the provider that opened the session.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::door::{
    self, Token, cas, oidc,
    providers::{self, Left},
};
use domain::providers::Protocol;

use super::accounts::origin;
use crate::{
    AppState,
    door::Cookie,
    refusal::{self, refused},
};

/// `POST /deconnexion`
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let mut away = None;
    if let Some(token) = Cookie::Session.of(&headers, state.secure) {
        let left = left(&state, token).await;
        if let Err(reason) = door::sign_out(&state.backend, token).await {
            return refusal::of(reason).into_response();
        }
        // Only now: a provider may take long, and somebody who does not wait for it is signed out here
        // already.
        if let Some(left) = left {
            away = elsewhere(&state, &headers, &left).await;
        }
    }
    let signed_out = [Cookie::Session.clear(state.secure)].map(|cookie| (header::SET_COOKIE, cookie));
    let clear = [("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""))];
    let Some(Elsewhere { name, address, kept }) = away else {
        return (AppendHeaders(signed_out), clear, Redirect::to("/connexion")).into_response();
    };
    // The form of one site must not be answered with a redirect to another: browsers stop it. A page
    // of ours goes on by itself, or by its link.
    let words = app::words().providers;
    let sentences = vec![words.leaving_here.to_owned(), words.leaving_there(&name)];
    let mut page = refused(StatusCode::OK, words.leaving, sentences, (words.leave_there, address.clone()));
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={address}")) {
        page.headers_mut().insert(header::REFRESH, refresh);
    }
    (AppendHeaders(signed_out), AppendHeaders([(header::SET_COOKIE, kept)]), clear, page).into_response()
}

struct Elsewhere {
    name: String,
    address: String,
    /// The cookie by which the browser is known when it comes back.
    kept: String,
}

/// What the provider of a session is told. An error there does not prevent signing out here.
async fn left(state: &AppState, session: &str) -> Option<Left> {
    providers::left(&state.backend, session).await.unwrap_or_else(|reason| {
        tracing::warn!(%reason, "the provider of a session could not be read");
        None
    })
}

/// Where signing out goes on.
async fn elsewhere(state: &AppState, headers: &HeaderMap, left: &Left) -> Option<Elsewhere> {
    let mark = Token::random().ok()?;
    let back = format!("{}/connexion/deconnecte", origin(state, headers));
    let (name, address) = match left.provider.protocol {
        Protocol::Oidc => oidc::leaving(&state.backend, left, &back, mark.as_str()).await,
        // A CAS server hands back nothing but the address itself.
        Protocol::Cas => cas::leaving(left, &app::address(&back, &[("state", mark.as_str())])),
    }?;
    Some(Elsewhere { name, address, kept: Cookie::Leaving.set(&mark, state.secure) })
}
