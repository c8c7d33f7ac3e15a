//! How a server function reaches the backend, and how its refusal becomes an HTTP status.

use std::sync::Arc;

use backend::{Backend, Error, access::Caller};
use domain::PersonId;
use http::{HeaderValue, StatusCode, header::HeaderName, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::AppError;
pub use crate::components::FormOutcome;

/// Marks an error answer as made here; its value is the right that was missing, if one was. It is
/// for the layers around and never leaves the server.
pub const ANSWERED: HeaderName = HeaderName::from_static("x-porte-voix-refusal");

/// Put into the request by the session layer for whoever is signed in.
#[derive(Clone, Copy, Debug)]
pub struct SignedInPerson(pub PersonId);

/// The cookie of the session that the request came with; only beside a [`SignedInPerson`].
#[derive(Clone)]
pub struct SessionToken(pub String);

/// The session in use, for pages that list sessions.
pub fn session_token() -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts.extensions.get::<SessionToken>().map(|SessionToken(token)| token.clone())
}

/// The backend, for what is asked without being signed in.
pub fn anonymous() -> Result<Arc<Backend>, AppError> {
    use_context::<Arc<Backend>>().ok_or(AppError::Internal)
}

/// The backend and the caller of this request.
pub async fn caller() -> Result<(Arc<Backend>, Caller), AppError> {
    let backend = use_context::<Arc<Backend>>().ok_or(AppError::Internal)?;
    let parts = use_context::<Parts>().ok_or(AppError::Internal)?;
    let person = parts.extensions.get::<SignedInPerson>().copied();
    let Some(SignedInPerson(person)) = person else { return refuse(AppError::SignedOut) };
    match Caller::load(&backend.db, person).await {
        Ok(caller) => Ok((backend, caller)),
        Err(reason) => refuse(reason.into()),
    }
}

/// The answer of a use case, its refusal with the status that goes with it.
pub fn answer<T>(result: backend::Result<T>) -> Result<T, AppError> {
    result.map_err(AppError::from).or_else(refuse)
}

/// Sets the response's status; call it while the page or the function is still being made.
pub fn refuse<T>(error: AppError) -> Result<T, AppError> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response
            .set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        response.insert_header(ANSWERED, HeaderValue::from_static(error.missing_right()));
    }
    Err(error)
}

impl From<Error> for AppError {
    fn from(reason: Error) -> Self {
        match reason {
            Error::Forbidden(right) => Self::Forbidden(right),
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
            Error::Inconsistent(_) | Error::Database(_) => {
                // The reader is told that it is our fault; the reason is for the log.
                leptos::logging::error!("internal error: {reason}");
                Self::Internal
            }
        }
    }
}

/// The address of the script that brings the editor of messages where one is wanted.
pub fn editor_address(options: &LeptosOptions) -> String {
    hashed(options, "hash-editeur.txt", "editeur", "js")
}

/// The address of a file of the site. As Leptos does for its own, the hash in its name is looked up
/// in a list beside the program.
pub fn hashed(options: &LeptosOptions, list: &str, name: &str, extension: &str) -> String {
    let hash = || {
        let program = std::env::current_exe().ok().filter(|_| options.hash_files)?;
        let hashes = std::fs::read_to_string(program.with_file_name(list)).ok()?;
        let of = |line: &str| Some(line.strip_prefix(extension)?.strip_prefix(':')?.trim().to_owned());
        hashes.lines().find_map(of)
    };
    let hash = hash().map(|hash| format!(".{hash}")).unwrap_or_default();
    format!("/{}/{name}{hash}.{extension}", options.site_pkg_dir)
}

/// Only our own files, and scripts that carry this answer's nonce.
pub fn send_content_security_policy(options: &LeptosOptions) {
    let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    // The reloading of `make dev` speaks over a web socket of its own.
    let reload = if options.env == leptos::config::Env::DEV {
        format!(" ws://{}:{}", options.site_addr.ip(), options.reload_port)
    } else {
        String::new()
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self'{reload}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
