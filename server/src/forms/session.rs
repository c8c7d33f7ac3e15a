//! Signing in, in one step or two.

use app::server_side::FormOutcome;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    door::{self, Opened, SignInStep},
};
use serde::Deserialize;

use super::posted::{Posted, digits, scripts};
use crate::{
    AppState,
    door::{Cookie, OwnAddress, Query, Visitor},
    pages::render,
    refusal::{self, Refusal},
};

#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    identifiant: String,
    #[serde(default)]
    mot_de_passe: String,
    /// `oui` for *Rester connecté sur cet appareil*.
    #[serde(default)]
    rester: String,
}

#[derive(Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
    /// `secours` for a recovery code.
    #[serde(default)]
    sorte: String,
}

/// The longest code that comes back; the fields take no more.
const CODE_CHARACTERS: usize = 40;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    suite: OwnAddress,
    /// As in [`Credentials`], for the second step.
    #[serde(default)]
    rester: String,
}

/// `POST /connexion`
pub async fn sign_in(
    State(state): State<AppState>,
    Query(next): Query<Next>,
    visitor: Visitor,
    Posted { form, parts }: Posted<Credentials>,
) -> Response {
    let (password, keep) = (form.mot_de_passe.into(), kept(&form.rester));
    let from = door::From { keep: !keep.is_empty(), ..visitor.origin() };
    match door::sign_in(&state.backend, &form.identifiant, &password, &from).await {
        Ok(SignInStep::Open(opened)) => opened_at(&state, &opened, &next.suite),
        Ok(SignInStep::CodeWanted(token)) => {
            let cookie = Cookie::Step.set(&token, state.secure);
            let page = app::address("/connexion/code", &[("suite", next.suite.in_query()), ("rester", keep)]);
            (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&page)).into_response()
        }
        Err(reason) => {
            let typed: String = form.identifiant.chars().take(200).collect();
            let typed = [("identifiant", typed.as_str()), ("suite", next.suite.in_query()), ("rester", keep)];
            refused(&state, &parts, &PASSWORD, reason, (&typed, FormOutcome::default())).await
        }
    }
}

/// `POST /connexion/code`
pub async fn finish_sign_in(
    State(state): State<AppState>,
    Query(next): Query<Next>,
    headers: HeaderMap,
    visitor: Visitor,
    Posted { form, parts }: Posted<Code>,
) -> Response {
    let step = Cookie::Step.of(&headers, state.secure).unwrap_or_default();
    let keep = kept(&next.rester);
    let from = door::From { keep: !keep.is_empty(), ..visitor.origin() };
    match door::finish_sign_in(&state.backend, step, &digits(&form.code), &from).await {
        Ok(opened) => opened_at(&state, &opened, &next.suite),
        Err(Error::NotFound) => {
            let query = [("erreur", "etape"), ("suite", next.suite.in_query()), ("rester", keep)];
            let page = app::address("/connexion", &query);
            let cookie = Cookie::Step.clear(state.secure);
            (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&page)).into_response()
        }
        Err(reason) => {
            let recovery = if form.sorte == "secours" { "secours" } else { "" };
            let typed = [("suite", next.suite.in_query()), ("sorte", recovery), ("rester", keep)];
            // Not in the address, which the page repeats; and only a wrong code, which opens nothing.
            let wrong = matches!(reason, Error::WrongCredentials).then_some(form.code.as_str());
            let code =
                wrong.map(|code| ("code".to_owned(), code.chars().take(CODE_CHARACTERS).collect::<String>()));
            let outcome = FormOutcome { typed: code.into_iter().collect(), ..FormOutcome::default() };
            refused(&state, &parts, &CODE, reason, (&typed, outcome)).await
        }
    }
}

/// The choice *Rester connecté sur cet appareil*, as addresses carry it.
fn kept(posted: &str) -> &'static str {
    if posted == "oui" { "oui" } else { "" }
}

/// Back to where the person wanted to go, signed in.
pub(crate) fn opened_at(state: &AppState, opened: &Opened, next: &OwnAddress) -> Response {
    let cookies = [
        Cookie::set_session(opened, state.secure),
        Cookie::Device.set(&opened.device, state.secure),
        Cookie::Step.clear(state.secure),
    ];
    let headers = AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
    (headers, Redirect::to(next.as_str())).into_response()
}

/// One of the two pages of signing in.
struct Step {
    page: &'static str,
    /// The code of a wrong entry in the address (`erreur`).
    wrong: &'static str,
}

const PASSWORD: Step = Step { page: "/connexion", wrong: "identifiants" };
const CODE: Step = Step { page: "/connexion/code", wrong: "code" };

/// Shows the page again, with the reason. It is always rendered as for a visitor who is not signed
/// in.
async fn refused(
    state: &AppState,
    parts: &Parts,
    step: &Step,
    reason: Error,
    (typed, outcome): (&[(&str, &str)], FormOutcome),
) -> Response {
    let later = match reason {
        Error::TooManyAttempts { wait_seconds } => Some(app::AppError::TooManyAttempts(wait_seconds)),
        Error::Busy => Some(app::AppError::Busy),
        _ => None,
    };
    let (status, what, seconds) = match reason {
        Error::WrongCredentials => (StatusCode::UNAUTHORIZED, step.wrong, String::new()),
        Error::TooManyAttempts { wait_seconds } => {
            (StatusCode::TOO_MANY_REQUESTS, "attente", wait_seconds.to_string())
        }
        Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "occupe", String::new()),
        other => return refusal::of(other).into_response(),
    };
    let mut query = vec![("erreur", what), ("secondes", seconds.as_str())];
    query.extend(typed);
    let mut response = came_back(state, parts, &app::address(step.page, &query), (status, outcome)).await;
    if let Some(reason) = later {
        refusal::say_when(&reason, &mut response);
    }
    response
}

/// A page of the door with a status, rendered as for a visitor who is not signed in.
pub(crate) async fn at_the_door(
    state: &AppState,
    parts: &Parts,
    address: &str,
    status: StatusCode,
) -> Response {
    came_back(state, parts, address, (status, FormOutcome::default())).await
}

/// The same with what was typed.
async fn came_back(
    state: &AppState,
    parts: &Parts,
    address: &str,
    (status, outcome): (StatusCode, FormOutcome),
) -> Response {
    let mut request = Request::get(address).extension(outcome);
    // The page knows which provider this browser used last.
    if let Some(cookies) = parts.headers.get(header::COOKIE) {
        request = request.header(header::COOKIE, cookies);
    }
    let Ok(request) = request.body(Body::empty()) else {
        return Refusal(app::AppError::Malformed).into_response();
    };
    let mut response = render(state, scripts(parts), request).await;
    *response.status_mut() = status;
    response
}
