//! How a server function reaches the backend, and how an error becomes an HTTP status.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock},
};

use backend::{
    Backend, Error,
    access::{Caller, CallerOnce},
};
use domain::{PersonId, ProviderId};
use http::{
    HeaderValue, StatusCode,
    header::{HeaderName, RETRY_AFTER},
    request::Parts,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::{AppError, error::request_number, named::FOLLOWS, words};
pub use crate::{components::FormOutcome, named::SignedInPerson};

/// Marks an error response as made here; its value is the missing right, if any. It is meant for
/// the outer layers and never leaves the server.
pub const ANSWERED: HeaderName = HeaderName::from_static("x-porte-voix-refusal");

/// Where the script that gets this answer goes on, with what that address says was done. It is meant
/// for the outer layers and never leaves the server.
pub const LEADS_TO: HeaderName = HeaderName::from_static("x-porte-voix-leads-to");

/// Lets the page of `address` believe what the address says was done.
pub fn leads_to(address: &str) {
    if let (Some(response), Ok(address)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(address))
    {
        response.insert_header(LEADS_TO, address);
    }
}

/// The server puts this into the request of a page that is for people who are not signed in.
#[derive(Clone, Copy, Debug)]
pub struct DoorPage;

/// The server puts this into the request by which a script calls a server function; a page that is
/// rendered calls it without.
#[derive(Clone, Copy, Debug)]
pub struct CalledByScript;

/// The session cookie of the request; present only with a [`SignedInPerson`].
#[derive(Clone)]
pub struct SessionToken(pub String);

/// The current session, for pages that list sessions.
pub fn session_token() -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts.extensions.get::<SessionToken>().map(|SessionToken(token)| token.clone())
}

/// The provider of sign-on that this browser used last, by its cookie; the server makes it under one
/// of these names.
pub fn last_provider() -> Option<ProviderId> {
    let parts = use_context::<Parts>()?;
    let cookies = parts.headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|all| all.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let names = ["__Host-portevoix-fournisseur", "portevoix-fournisseur"];
    pairs.filter(|(name, _)| names.contains(name)).find_map(|(_, id)| id.parse().ok())
}

/// The backend, for requests without a session.
pub fn anonymous() -> Result<Arc<Backend>, AppError> {
    use_context::<Arc<Backend>>().ok_or_else(AppError::internal)
}

/// The backend and the person who is signed in, for what needs no role.
pub fn reader() -> Result<(Arc<Backend>, PersonId), AppError> {
    let backend = use_context::<Arc<Backend>>().ok_or_else(AppError::internal)?;
    let person = with_context(|parts: &Parts| parts.extensions.get::<SignedInPerson>().copied());
    match person.ok_or_else(AppError::internal)? {
        Some(SignedInPerson(person)) => Ok((backend, person)),
        None => refuse(AppError::SignedOut),
    }
}

/// The backend and the caller of this request.
pub async fn caller() -> Result<(Arc<Backend>, Arc<Caller>), AppError> {
    let (backend, person) = reader()?;
    // Read before the first pause: the context belongs to the running task.
    let (once, in_advance) = (use_context::<CallerOnce>().unwrap_or_default(), is_in_advance());
    match once.load(&backend, person, in_advance).await {
        Ok(caller) => Ok((backend, caller)),
        Err(reason) => refuse(reason.into()),
    }
}

/// The result of a use case; an error also sets the HTTP status.
pub fn answer<T>(result: backend::Result<T>) -> Result<T, AppError> {
    result.map_err(AppError::from).or_else(refuse)
}

/// The topic for which an open page asks for itself again; empty when somebody opens it.
pub fn asked_for() -> String {
    let asked = with_context(|parts: &Parts| {
        parts.headers.get(FOLLOWS).and_then(|value| value.to_str().ok()).map(str::to_owned)
    });
    asked.flatten().unwrap_or_default()
}

/// Where a page can be asked for again that answers a form, and stands under the address of the form.
pub fn asked_again_at() -> Option<String> {
    let address = with_context(|parts: &Parts| {
        let _: &FormOutcome = parts.extensions.get()?;
        parts.uri.path_and_query().map(|address| address.as_str().to_owned())
    });
    address.flatten()
}

/// Whether a browser loads the page before its reader asks for it: it prefetches, prerenders or makes
/// a preview, or wants the headers alone.
fn is_in_advance() -> bool {
    with_context(is_asked_in_advance).unwrap_or(true)
}

fn is_asked_in_advance(parts: &Parts) -> bool {
    let said = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let in_advance =
        ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().filter_map(said).any(|value| {
            let value = value.to_ascii_lowercase();
            ["prefetch", "prerender", "preview"].iter().any(|word| value.contains(word))
        });
    parts.method == http::Method::HEAD || in_advance
}

/// Sets the response's status; call it before the response is sent.
pub fn refuse<T>(error: AppError) -> Result<T, AppError> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response
            .set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        response.insert_header(ANSWERED, HeaderValue::from_static(error.missing_right()));
        if let Some(seconds) = error.retry_after() {
            response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    Err(error)
}

impl From<Error> for AppError {
    fn from(reason: Error) -> Self {
        match reason {
            Error::Forbidden(right) => Self::Forbidden(right),
            Error::SeverityForbidden(most) => Self::SeverityForbidden(most),
            Error::AdministratorOnly => Self::AdministratorOnly,
            Error::RightsAdministratorOnly => Self::RightsAdministratorOnly,
            Error::SecondFactorMissing => Self::SecondFactorMissing,
            Error::TooManyAttempts { wait_seconds } => Self::TooManyAttempts(wait_seconds),
            Error::Busy => Self::Busy,
            Error::Interrupted => Self::Malformed,
            Error::ScannerUnavailable => Self::ScannerUnavailable,
            Error::StoreUnavailable => Self::StoreUnavailable,
            Error::NotFound => Self::NotFound,
            Error::Fields(errors) => Self::Fields(errors),
            Error::Conflict(what) => Self::Conflict(what),
            Error::SignedOut | Error::WrongCredentials => Self::SignedOut,
            Error::Unwritable(_) => {
                leptos::logging::error!("{reason}");
                Self::Unwritable
            }
            Error::Away(_) => {
                tracing::warn!(%reason, number = request_number(), "a request was not answered");
                Self::Away
            }
            Error::Inconsistent(_) | Error::Unexpected(_) | Error::Database(_) => {
                // The reader only learns that it is our fault; the reason goes to the log.
                tracing::error!(%reason, number = request_number(), "internal error");
                Self::internal()
            }
        }
    }
}

/// The address of the script that loads the message editor where it is needed.
pub fn editor_address(options: &LeptosOptions) -> String {
    let (name, list) = in_own_language(options, ("editeur".to_owned(), "hash-editeur.txt".to_owned()));
    hashed(options, &list, &name, "js")
}

/// The address of the module that keeps pages up to date, the same for all languages.
pub fn module_address(options: &LeptosOptions) -> String {
    hashed(options, "hash-portail.txt", "portail", "js")
}

/// The package of scripts with this name in the reader's language, and the list of the hashes of its
/// files. One that was built for all languages, as by `make run`, serves each.
pub fn in_own_language(options: &LeptosOptions, (name, list): (String, String)) -> (String, String) {
    let own = format!("{name}-{}", words().code);
    let own_list = format!("hash-{own}.txt");
    if hashes(options, &own_list).is_some() { (own, own_list) } else { (name, list) }
}

/// The address of a file of the site. The hash in its name comes from a list next to the program,
/// as for Leptos's own files.
pub fn hashed(options: &LeptosOptions, list: &str, name: &str, extension: &str) -> String {
    let hash = || {
        let hashes = hashes(options, list).filter(|_| options.hash_files)?;
        let of = |line: &str| Some(line.strip_prefix(extension)?.strip_prefix(':')?.trim().to_owned());
        hashes.lines().find_map(of)
    };
    let hash = hash().map(|hash| format!(".{hash}")).unwrap_or_default();
    format!("/{}/{name}{hash}.{extension}", options.site_pkg_dir)
}

/// The list with this name, which the build leaves next to the program. It is read once: a page names several
/// files. `make dev` makes new ones while the program runs.
fn hashes(options: &LeptosOptions, list: &str) -> Option<Arc<str>> {
    static KNOWN: LazyLock<RwLock<BTreeMap<String, Option<Arc<str>>>>> = LazyLock::new(RwLock::default);
    let read = || {
        let program = std::env::current_exe().ok()?;
        std::fs::read_to_string(program.with_file_name(list)).ok().map(Arc::from)
    };
    if options.env == leptos::config::Env::DEV {
        return read();
    }
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(list) {
        return known.clone();
    }
    let found: Option<Arc<str>> = read();
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(list.to_owned(), found.clone());
    found
}

/// Which build of the scripts for other sites' pages and for halls this program serves.
pub fn widget_release(options: &LeptosOptions) -> &'static str {
    static RELEASE: OnceLock<String> = OnceLock::new();
    RELEASE.get_or_init(|| hashed(options, "hash-affichage.txt", "affichage", "js"))
}

/// The hash in the name of the widget's script, and the value of its `integrity`. The build leaves
/// them next to the program; in a test, for instance, there are none.
pub fn widget_script() -> Option<(String, String)> {
    let program = std::env::current_exe().ok()?;
    let lines = std::fs::read_to_string(program.with_file_name("hash-widget.txt")).ok()?;
    let of = |name: &str| {
        lines.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned()))
    };
    Some((of("js")?, of("integrity")?))
}

/// Allows only our own files, and scripts with the nonce of this response. WebAssembly runs where the
/// page loads a package.
pub fn send_content_security_policy(options: &LeptosOptions, loads_package: bool) {
    let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    // The live reload of `make dev` uses its own web socket.
    let reload = if options.env == leptos::config::Env::DEV {
        format!(" ws://{}:{}", options.site_addr.ip(), options.reload_port)
    } else {
        String::new()
    };
    let assembly = if loads_package { " 'wasm-unsafe-eval'" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'{assembly}; style-src 'self'; img-src 'self'; \
         connect-src 'self'{reload}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
