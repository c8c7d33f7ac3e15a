//! Refusals of plain routes: a status and a sentence, never internal text.

mod page;

use app::{AppError, RefusedPage, server_side::ANSWERED, words};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Conflict;

pub use self::page::layer as as_page;
use crate::policy::Answer;

/// A refusal as plain text, or as a page for a browser.
pub struct Refusal(pub AppError);

/// The refusal for an error of a use case.
pub fn of(reason: backend::Error) -> Refusal {
    Refusal(reason.into())
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        with_typed(&self.0, Vec::new())
    }
}

/// A refusal that shows what was typed into the refused form.
pub fn with_typed(reason: &AppError, typed: Vec<String>) -> Response {
    let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let back = match reason {
        AppError::SignedOut => (words().common.sign_in, "/connexion".to_owned()),
        AppError::SecondFactorMissing | AppError::Conflict(Conflict::OwnAccount) => {
            (words().common.open_account, "/mon-compte".to_owned())
        }
        _ => home(),
    };
    let mut response = refused(status, reason.title(), vec![reason.sentence()], back);
    if let Some(page) = response.extensions_mut().get_mut::<RefusedPage>() {
        page.typed = typed;
        page.request = reason.request_address();
    }
    // For the layers around; they remove it before the answer leaves.
    response.headers_mut().insert(ANSWERED, HeaderValue::from_static(reason.missing_right()));
    say_when(reason, &mut response);
    response
}

/// Says after how many seconds it is worth trying again.
pub fn say_when(reason: &AppError, response: &mut Response) {
    if let Some(seconds) = reason.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
}

/// The refusal in the format of an address.
pub fn refuse(reason: AppError, answer: Answer, headers: &HeaderMap) -> Response {
    let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match answer {
        Answer::Function => (status, Json(&reason)).into_response(),
        Answer::FormOrJson if wants_json(headers) => (status, Json(&reason)).into_response(),
        _ => return Refusal(reason).into_response(),
    };
    say_when(&reason, &mut response);
    response
}

pub fn foreign_origin() -> impl IntoResponse {
    let sentence = words().refusals.foreign_origin;
    refused(StatusCode::FORBIDDEN, words().refusals.foreign_origin_title, vec![sentence.to_owned()], home())
}

pub fn foreign_host() -> impl IntoResponse {
    let sentence = words().refusals.foreign_host;
    text(StatusCode::MISDIRECTED_REQUEST, sentence.to_owned())
}

/// A refusal as text; a browser gets a page with the same sentences and a link.
pub fn refused(
    status: StatusCode,
    title: &str,
    sentences: Vec<String>,
    back: (&'static str, String),
) -> Response {
    let mut response = text(status, sentences.join(" "));
    response.extensions_mut().insert(RefusedPage {
        title: title.to_owned(),
        sentences,
        typed: Vec::new(),
        back,
        request: None,
    });
    response
}

fn home() -> (&'static str, String) {
    (words().common.back_home, "/".to_owned())
}

/// Whether the answer is for a script, or for a browser that shows it.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

pub fn text(status: StatusCode, sentence: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], sentence).into_response()
}
