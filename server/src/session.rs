//! Who a request comes from.

use app::server_side::SignedInPerson;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::accounts::{SESSION_LIFETIME_MS, Token};

use crate::{AppState, refusal};

/// The browser itself refuses a `__Host-` cookie that is not of this host and for TLS.
fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-portevoix" } else { "portevoix" }
}

/// The token of the request's cookie.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = cookie_name(secure);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|all| all.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

pub fn open_cookie(token: &Token, secure: bool) -> String {
    let mut cookie = cookie(token.as_str().to_owned(), secure);
    cookie.push_str(&format!("; Max-Age={}", SESSION_LIFETIME_MS / 1_000));
    cookie
}

pub fn closed_cookie(secure: bool) -> String {
    let mut cookie = cookie(String::new(), secure);
    cookie.push_str("; Max-Age=0");
    cookie
}

fn cookie(value: String, secure: bool) -> String {
    Cookie::build((cookie_name(secure), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .build()
        .to_string()
}

/// Notes the signed-in person in the request.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = token(request.headers(), state.secure) {
        let now = state.backend.clock.now();
        match state.backend.sessions.person(&state.backend.db, token, now).await {
            Ok(Some(person)) => {
                request.extensions_mut().insert(SignedInPerson(person));
            }
            Ok(None) => {}
            Err(reason) => return refusal::of(reason).into_response(),
        }
    }
    next.run(request).await
}
