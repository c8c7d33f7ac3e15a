//! No more copies by e-mail, by the link that stands in each of them.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::mail;

use crate::{
    AppState,
    extract::Segment,
    refusal::{self, Refusal},
};

/// Pages and forms under it ask for no session, and its form for no page of ours: mail programs send
/// it by themselves (RFC 8058). What it can do to somebody is no secret worth guarding better.
pub(crate) const ADDRESS: &str = "/courriel/desinscription/";
/// What such a program sends.
const ONE_CLICK: &[u8] = b"List-Unsubscribe=One-Click";
const MAX_BODY: usize = 16 * 1024;

/// `POST /courriel/desinscription/{jeton}`: the button of the page, and the one click of a mail
/// program. A token that nobody has is answered the same.
pub async fn unsubscribe(
    State(state): State<AppState>,
    Segment(token): Segment,
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
        return Ok(refusal::text(StatusCode::OK, "Vous ne recevrez plus de copies par courriel.".to_owned()));
    }
    Ok(Redirect::to(&format!("{ADDRESS}{}?fait=1", plain(&token))).into_response())
}

/// A token as an address holds it; what is no token of ours leads to the same page without one.
fn plain(token: &str) -> &str {
    if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric()) { token } else { "0" }
}
