//! Plain forms: what works without JavaScript. Each answers with a page to go to, or with its own
//! page again, with what was refused and what was typed.

mod account;
mod accounts;
mod communications;
mod messages;
mod session;

use std::collections::BTreeMap;

use app::{
    AppError,
    server_side::{FormOutcome, SessionToken, SignedInPerson},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{FromRequest, FromRequestParts, Request, rejection::FormRejection},
    http::{Method, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use backend::{Error, access::Caller};
use serde::de::DeserializeOwned;

pub use self::{
    account::{change_password, close_other_sessions, close_session, email_copies, second_factor},
    accounts::{administrator, close_all_sessions, demand, make_link, use_link, withdraw_second_factor},
    communications::{cancel, compose, delete_draft, remind},
    messages::{acknowledge, archive, delete_message, reply, unarchive},
    session::{finish_sign_in, sign_in, sign_out},
};
use crate::{
    AppState,
    pages::render,
    refusal::{self, Refusal},
};

/// The caller of a plain form.
pub async fn caller(state: &AppState, person: Option<Extension<SignedInPerson>>) -> Result<Caller, Refusal> {
    let Some(Extension(SignedInPerson(person))) = person else { return Err(Refusal(AppError::SignedOut)) };
    Caller::load(&state.backend.db, person).await.map_err(refusal::of)
}

/// The caller of a form, as an argument of its route.
pub struct Signed {
    caller: Caller,
    /// The cookie of the session in use.
    session: String,
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let person = parts.extensions.get::<SignedInPerson>().copied().map(Extension);
        let caller = caller(state, person).await?;
        let session = parts.extensions.get::<SessionToken>().map(|SessionToken(token)| token.clone());
        Ok(Self { caller, session: session.unwrap_or_default() })
    }
}

/// What was posted, and the request that it came with, so that the page can be rendered again for
/// the same person.
pub struct Posted<T> {
    form: T,
    parts: Parts,
}

impl<T: DeserializeOwned> FromRequest<AppState> for Posted<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let posted = Request::from_parts(parts.clone(), body);
        let Form(form) = Form::from_request(posted, state).await.map_err(|reason| unread(&reason))?;
        Ok(Self { form, parts })
    }
}

/// A form that could not be read.
fn unread(reason: &FormRejection) -> Refusal {
    let too_large = reason.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal(if too_large { AppError::TooLarge } else { AppError::Malformed })
}

/// Renders a page in answer to a form, for whoever posted it.
async fn page(state: &AppState, mut parts: Parts, address: &str, outcome: FormOutcome) -> Response {
    parts.method = Method::GET;
    parts.uri = address.parse::<Uri>().unwrap_or_default();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.extensions.insert(outcome);
    render(state, Request::from_parts(parts, Body::empty())).await
}

/// The page of a refused form, with what was typed in it; where that page cannot tell the reason,
/// a sentence.
async fn again(
    state: &AppState,
    parts: Parts,
    address: &str,
    reason: Error,
    typed: &[(&str, &str)],
) -> Result<Response, Refusal> {
    let mut outcome = FormOutcome { typed: kept(typed), ..FormOutcome::default() };
    let status = match reason {
        Error::Fields(errors) => {
            outcome.errors = errors;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::TooManyAttempts { .. } | Error::Busy => {
            let failure = AppError::from(reason);
            let status = StatusCode::from_u16(failure.status());
            outcome.failure = Some(failure);
            status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
        }
        other => return Err(refusal::of(other)),
    };
    let mut response = page(state, parts, address, outcome).await;
    // A page that could not be shown has said why.
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    Ok(response)
}

/// What was typed, as far as a page has room for it.
fn kept(typed: &[(&str, &str)]) -> BTreeMap<String, String> {
    typed.iter().map(|(field, text)| ((*field).to_owned(), text.chars().take(200).collect())).collect()
}

/// A code as it is, whatever spaces an application shows in it.
fn digits(code: &str) -> String {
    code.split_whitespace().collect()
}
