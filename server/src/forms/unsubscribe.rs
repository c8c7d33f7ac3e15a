//! Stops copies by e-mail, by the link in each of these e-mails.

use std::str::FromStr;

use app::words;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::mail;

use crate::{
    AppState,
    door::Segment,
    refusal::{self, Refusal},
};

/// The token of a link, as it appears in an address.
pub struct Token(String);

impl FromStr for Token {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| Self(text.to_owned())).ok_or(())
    }
}

/// The body that a mail program sends (RFC 8058).
const ONE_CLICK: &[u8] = b"List-Unsubscribe=One-Click";
const MAX_BODY: usize = 16 * 1024;

/// `POST /courriel/desinscription/{jeton}`: the button of the page, and the one-click form of a
/// mail program. An unknown token gets the same answer, so that the answer does not reveal which
/// tokens exist.
pub async fn unsubscribe(
    State(state): State<AppState>,
    Segment(Token(token)): Segment<Token>,
    request: Request,
) -> Result<Response, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let body = axum::body::to_bytes(request.into_body(), MAX_BODY).await;
    let body = body.map_err(|_| Refusal(app::AppError::TooLarge))?;
    mail::unsubscribe(&state.backend, &token).await.map_err(refusal::of)?;
    let parts =
        kind.as_ref().and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("multipart/"));
    let one_click = body.windows(ONE_CLICK.len()).any(|window| window == ONE_CLICK)
        || (parts && body.windows(9).any(|window| window == b"One-Click"));
    if one_click {
        return Ok(refusal::text(StatusCode::OK, words().mail.unsubscribed.to_owned()));
    }
    Ok(Redirect::to(&format!("/courriel/desinscription/{token}?fait=1")).into_response())
}
