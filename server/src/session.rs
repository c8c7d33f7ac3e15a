//! Who a request comes from, and the cookies that say it.

use std::convert::Infallible;

use app::server_side::{ANSWERED, SessionToken, SignedInPerson};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie as Built, SameSite};
use backend::{
    Backend,
    accounts::{DEVICE_LIFETIME_MS, From, SESSION_LIFETIME_MS, Token},
    audit,
};
use domain::PersonId;

use crate::{AppState, guard::ClientAddress, refusal};

/// What a browser keeps for us.
#[derive(Clone, Copy)]
pub enum Cookie {
    Session,
    /// The password was right, the code of the second factor is waited for.
    Step,
    /// Somebody signed in with this browser before: tries of strangers do not count against it.
    Device,
}

impl Cookie {
    /// The browser itself refuses a `__Host-` cookie that is not of this host and for TLS.
    const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-portevoix",
            (Self::Session, false) => "portevoix",
            (Self::Step, true) => "__Host-portevoix-etape",
            (Self::Step, false) => "portevoix-etape",
            (Self::Device, true) => "__Host-portevoix-appareil",
            (Self::Device, false) => "portevoix-appareil",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Session => SESSION_LIFETIME_MS / 1_000,
            Self::Step => 5 * 60,
            Self::Device => DEVICE_LIFETIME_MS / 1_000,
        }
    }

    /// Its value in a request.
    pub fn of(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let name = self.name(secure);
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

    /// The value of `Set-Cookie` that gives it to a browser …
    pub fn set(self, token: &Token, secure: bool) -> String {
        format!("{}; Max-Age={}", self.build(token.as_str().to_owned(), secure), self.seconds())
    }

    /// … and the one that takes it away.
    pub fn clear(self, secure: bool) -> String {
        format!("{}; Max-Age=0", self.build(String::new(), secure))
    }

    fn build(self, value: String, secure: bool) -> String {
        Built::build((self.name(secure), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(secure)
            .build()
            .to_string()
    }
}

/// The token of the request's session.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    Cookie::Session.of(headers, secure)
}

/// Where a request at the door comes from.
pub struct Visitor {
    address: String,
    user_agent: String,
    session: Option<String>,
    device: Option<String>,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let cookie = |which: Cookie| which.of(&parts.headers, state.secure).map(str::to_owned);
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        let address = parts.extensions.get::<ClientAddress>();
        Ok(Self {
            address: address.map_or_else(String::new, |at| at.counted()),
            user_agent: user_agent.unwrap_or_default().to_owned(),
            session: cookie(Cookie::Session),
            device: cookie(Cookie::Device),
        })
    }
}

impl Visitor {
    pub fn origin(&self) -> From<'_> {
        From {
            address: &self.address,
            user_agent: &self.user_agent,
            session: self.session.as_deref(),
            device: self.device.as_deref(),
        }
    }
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
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let address = request.extensions().get::<ClientAddress>().copied();
    let mut response = next.run(request).await;
    let right = response.headers_mut().remove(ANSWERED);
    if response.status() == StatusCode::FORBIDDEN
        && let (Some(person), Some(right)) = (who, right.as_ref().and_then(|right| right.to_str().ok()))
    {
        let asked = format!("{method} {}", uri.path());
        let address = address.map_or_else(String::new, ClientAddress::counted);
        if let Err(reason) = audit::refused(&state.backend, person, &address, &asked, right).await {
            tracing::error!(%reason, asked, "a refusal is missing in the journal");
        }
    }
    response
}

/// What an open page asks for again when it is told of a change. Whoever looks at a page asks for
/// the page itself.
const FOLLOWING: [&str; 6] = [
    "/messagerie/flux",
    "/api/messages/inbox",
    "/api/messages/latest",
    "/api/home",
    "/api/communications/detail",
    "/api/communications/sites",
];

/// Pages that follow by themselves keep no session alive.
async fn person(backend: &Backend, token: &str, path: &str) -> backend::Result<Option<PersonId>> {
    let (db, now) = (&backend.db, backend.clock.now());
    let follows =
        path.starts_with("/api/announcements") || path.ends_with("/evenements") || FOLLOWING.contains(&path);
    if follows {
        backend.sessions.person(db, token, now).await
    } else {
        backend.sessions.person_active(db, token, now).await
    }
}
