//! Who a request comes from.

use app::server_side::{ANSWERED, SessionToken, SignedInPerson};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::{
    Backend,
    accounts::{SESSION_LIFETIME_MS, Token},
    audit,
};
use domain::PersonId;

use crate::{AppState, guard::ClientAddress, refusal};

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

/// Notes the signed-in person in the request, and in the journal what they were refused.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let mut who = None;
    if let Some(token) = token(request.headers(), state.secure).map(str::to_owned) {
        match person(&state.backend, &token, request.uri().path()).await {
            Ok(Some(person)) => {
                who = Some(person);
                request.extensions_mut().insert(SignedInPerson(person));
                request.extensions_mut().insert(SessionToken(token));
            }
            Ok(None) => {}
            Err(reason) => return refusal::of(reason).into_response(),
        }
    }
    let asked = format!("{} {}", request.method(), request.uri().path());
    let address = request.extensions().get().map_or_else(String::new, |at: &ClientAddress| at.counted());
    let mut response = next.run(request).await;
    let right = response.headers_mut().remove(ANSWERED);
    if response.status() == StatusCode::FORBIDDEN
        && let (Some(person), Some(right)) = (who, right.as_ref().and_then(|right| right.to_str().ok()))
        && let Err(reason) = audit::refused(&state.backend, person, &address, &asked, right).await
    {
        tracing::error!(%reason, asked, "a refusal is missing in the journal");
    }
    response
}

/// Pages that follow by themselves keep no session alive.
async fn person(backend: &Backend, token: &str, path: &str) -> backend::Result<Option<PersonId>> {
    let (db, now) = (&backend.db, backend.clock.now());
    let follows = path.starts_with("/api/announcements") || path.ends_with("/evenements");
    if follows {
        backend.sessions.person(db, token, now).await
    } else {
        backend.sessions.person_active(db, token, now).await
    }
}
