use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie as Built, SameSite};
use backend::door::{DEVICE_LIFETIME_MS, Opened, SESSION_LIFETIME_MS, Token, lifetime_ms};

/// A cookie that a browser keeps for us.
#[derive(Clone, Copy)]
pub enum Cookie {
    Session,
    /// The password was right; the code of the second factor is still missing.
    Step,
    /// Somebody signed in with this browser before: attempts by strangers do not count against it.
    Device,
    /// The hash of the address to which our last answer sent the browser, with what it says was done.
    Said,
    /// The provider of sign-on that somebody chose last in this browser.
    Provider,
    /// The browser left for a provider to sign out there.
    Leaving,
    /// The language that somebody chose in this browser, signed in or not.
    Language,
}

impl Cookie {
    /// The browser itself refuses a `__Host-` cookie that is not for TLS and for this exact host.
    const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-portevoix",
            (Self::Session, false) => "portevoix",
            (Self::Step, true) => "__Host-portevoix-etape",
            (Self::Step, false) => "portevoix-etape",
            (Self::Device, true) => "__Host-portevoix-appareil",
            (Self::Device, false) => "portevoix-appareil",
            (Self::Said, true) => "__Host-portevoix-fait",
            (Self::Said, false) => "portevoix-fait",
            (Self::Provider, true) => "__Host-portevoix-fournisseur",
            (Self::Provider, false) => "portevoix-fournisseur",
            (Self::Leaving, true) => "__Host-portevoix-depart",
            (Self::Leaving, false) => "portevoix-depart",
            (Self::Language, true) => "__Host-portevoix-langue",
            (Self::Language, false) => "portevoix-langue",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Session => SESSION_LIFETIME_MS / 1_000,
            Self::Step | Self::Leaving => 5 * 60,
            Self::Device | Self::Provider | Self::Language => DEVICE_LIFETIME_MS / 1_000,
            Self::Said => 60,
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

    /// The value of `Set-Cookie` that stores it in the browser …
    pub fn set(self, token: &Token, secure: bool) -> String {
        self.set_value(token.as_str().to_owned(), secure)
    }

    /// … that of a session, for as long as it lasts …
    pub fn set_session(opened: &Opened, secure: bool) -> String {
        let cookie = Self::Session.build(opened.session.as_str().to_owned(), secure);
        format!("{cookie}; Max-Age={}", lifetime_ms(opened.kept) / 1_000)
    }

    /// … the same for a value that is no token: visible characters …
    pub fn set_value(self, value: String, secure: bool) -> String {
        format!("{}; Max-Age={}", self.build(value, secure), self.seconds())
    }

    /// … and the value that removes it.
    pub fn clear(self, secure: bool) -> String {
        format!("{}; Max-Age=0", self.build(String::new(), secure))
    }

    fn build(self, value: String, secure: bool) -> String {
        build(self.name(secure).to_owned(), value, secure)
    }
}

/// A cookie for every page, which no script reads, and which another site's form does not send.
pub(super) fn build(name: String, value: String, secure: bool) -> String {
    Built::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .build()
        .to_string()
}
