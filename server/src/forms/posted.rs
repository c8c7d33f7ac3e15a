use std::collections::BTreeMap;

use app::{AppError, Scripts, server_side::FormOutcome};
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Request, rejection::FormRejection},
    http::{Method, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use backend::Error;
use domain::Conflict;
use serde::de::DeserializeOwned;

use crate::{
    AppState,
    pages::render,
    policy::Policy,
    refusal::{self, Refusal},
};

/// What was posted, and its request, so that the page can be rendered again for the same person.
pub struct Posted<T> {
    pub(super) form: T,
    pub(super) parts: Parts,
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
pub(super) fn unread(reason: &FormRejection) -> Refusal {
    let too_large = reason.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal(if too_large { AppError::TooLarge } else { AppError::Malformed })
}

/// Renders a page in answer to a form, for the person who posted it.
pub(crate) async fn page(
    state: &AppState,
    mut parts: Parts,
    address: &str,
    outcome: FormOutcome,
) -> Response {
    parts.method = Method::GET;
    parts.uri = address.parse::<Uri>().unwrap_or_default();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.extensions.insert(outcome);
    let scripts = scripts(&parts);
    render(state, scripts, Request::from_parts(parts, Body::empty())).await
}

/// The scripts of a form's page, from the form's row in the table.
pub(super) fn scripts(parts: &Parts) -> Scripts {
    parts.extensions.get::<Policy>().map_or(Scripts::None, |policy| policy.scripts)
}

/// The page of a refused form, with what was typed in it; if that page cannot show the reason, a
/// plain sentence.
pub(super) async fn again(
    state: &AppState,
    parts: Parts,
    address: &str,
    reason: Error,
    typed: &[(&str, &str)],
) -> Result<Response, Refusal> {
    if matches!(reason, Error::Conflict(what) if what != Conflict::SavedMeanwhile) {
        return Err(refusal::of(reason));
    }
    let outcome = FormOutcome { typed: kept(typed), ..FormOutcome::default() };
    refused(state, parts, address, outcome, reason).await
}

/// As [`again`], with what was typed in `outcome`, for a page that also says in its own words what the
/// present state does not allow.
pub(super) async fn refused(
    state: &AppState,
    parts: Parts,
    address: &str,
    mut outcome: FormOutcome,
    reason: Error,
) -> Result<Response, Refusal> {
    let status = match reason {
        Error::Fields(errors) => {
            outcome.errors = errors;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::TooManyAttempts { .. }
        | Error::Busy
        | Error::Unwritable(_)
        | Error::Away(_)
        | Error::Conflict(_) => {
            let failure = AppError::from(reason);
            let status = StatusCode::from_u16(failure.status());
            outcome.failure = Some(failure);
            status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
        }
        other => return Err(refusal::of(other)),
    };
    // A code is shown again only if it was itself refused, and so opens nothing. Any other may still be
    // valid, or was just used.
    if outcome.errors.get("code").is_none() {
        outcome.typed.remove("code");
    }
    let failure = outcome.failure.clone();
    let mut response = page(state, parts, address, outcome).await;
    if response.status().is_success() {
        *response.status_mut() = status;
        if let Some(failure) = &failure {
            refusal::say_when(failure, &mut response);
        }
        return Ok(response);
    }
    // The page itself cannot be shown. What was typed is not on an error page; the page of a refusal gets it
    // from the layer of the body.
    failure.or_else(|| unshown(&response)).map_or(Ok(response), |reason| Err(Refusal(reason)))
}

/// Why a form cannot be shown again, as far as the error page that stands in its place says it.
pub(crate) fn unshown(page: &Response) -> Option<AppError> {
    Some(match page.status() {
        StatusCode::NOT_FOUND => AppError::NotFound,
        StatusCode::SERVICE_UNAVAILABLE => AppError::Busy,
        StatusCode::INTERNAL_SERVER_ERROR => AppError::internal(),
        _ => return None,
    })
}

/// What was typed. It comes back whole, so that its writer can shorten it: the policy of the form bounds it.
fn kept(typed: &[(&str, &str)]) -> BTreeMap<String, String> {
    typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
}

/// A code without the spaces that applications show in it.
pub(super) fn digits(code: &str) -> String {
    code.split_whitespace().collect()
}
