//! Signing out, here and at the provider that opened the session.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::{
    Result,
    door::{self, Token, cas, oidc},
};

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
        away = elsewhere(&state, &headers, token).await;
        if let Err(reason) = door::sign_out(&state.backend, token).await {
            return refusal::of(reason).into_response();
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

/// Where signing out goes on. Whatever is wrong there keeps nobody from signing out here.
async fn elsewhere(state: &AppState, headers: &HeaderMap, session: &str) -> Option<Elsewhere> {
    let mark = Token::random().ok()?;
    let back = format!("{}/connexion/deconnecte", origin(state, headers));
    match address(state, session, &back, mark.as_str()).await {
        Ok(found) => {
            let (name, address) = found?;
            Some(Elsewhere { name, address, kept: Cookie::Leaving.set(&mark, state.secure) })
        }
        Err(reason) => {
            tracing::warn!(%reason, "the provider of a session could not be read");
            None
        }
    }
}

/// The name of the provider, and the address at which it ends its session and comes back.
async fn address(
    state: &AppState,
    session: &str,
    back: &str,
    mark: &str,
) -> Result<Option<(String, String)>> {
    if let Some(found) = oidc::leaving(&state.backend, session, back, mark).await? {
        return Ok(Some(found));
    }
    // A CAS server hands back nothing but the address itself.
    cas::leaving(&state.backend, session, &app::address(back, &[("state", mark)])).await
}
