//! The forms of *Comptes*, and of the page behind a one-time link.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::{
    Error, accounts,
    door::{self, LinkUsed, SignInStep},
};
use domain::PersonId;
use serde::Deserialize;

use super::{
    posted::{Posted, again, page},
    session::opened_at,
};
use crate::{
    AppState,
    door::{CallerOf, Cookie, OwnAddress, Segment, Visitor},
    refusal::{self, Refusal},
};

const PAGE: &str = "/administration/comptes";

#[derive(Deserialize)]
pub struct Login {
    #[serde(default)]
    identifiant: String,
}

#[derive(Deserialize)]
pub struct Action {
    #[serde(default)]
    action: String,
}

#[derive(Deserialize)]
pub struct NewPassword {
    #[serde(default)]
    nouveau: String,
    #[serde(default)]
    confirmation: String,
}

/// `POST /administration/comptes/{personne}/lien`: shows the page again with the link, which is
/// shown nowhere else.
pub async fn make_link(
    State(state): State<AppState>,
    Segment(id): Segment<PersonId>,
    headers: HeaderMap,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Login>,
) -> Result<Response, Refusal> {
    let address = format!("{PAGE}/{id}");
    match accounts::make_link(&state.backend, &caller, id, &form.identifiant).await {
        Ok(link) => {
            let origin = origin(&state, &headers);
            let outcome = FormOutcome { link: Some(link), origin, ..FormOutcome::default() };
            Ok(page(&state, parts, &address, outcome).await)
        }
        Err(reason) => again(&state, parts, &address, reason, &[("identifiant", &form.identifiant)]).await,
    }
}

/// The public address of the portal: the one set, or else the host of this request.
pub(crate) fn origin(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(public) = &state.public_url {
        return public.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.map_or_else(String::new, |host| format!("http://{host}"))
}

/// `POST /administration/comptes/{personne}/administrateur`: `action` is `nommer` or `retirer`.
pub async fn administrator(
    State(state): State<AppState>,
    Segment(id): Segment<PersonId>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Action>,
) -> Result<Response, Refusal> {
    let named = match form.action.as_str() {
        "nommer" => true,
        "retirer" => false,
        _ => return Err(Refusal(AppError::Malformed)),
    };
    match accounts::name_administrator(&state.backend, &caller, id, named).await {
        // An administrator who removes themselves may no longer see that page.
        Ok(()) if !named && id == caller.person => Ok(Redirect::to("/").into_response()),
        Ok(()) => Ok(done(id, &form.action)),
        // Two administrators removed each other at once: the page says that this one is the last.
        Err(Error::Conflict(_)) => Ok(Redirect::to(&format!("{PAGE}/{id}")).into_response()),
        Err(reason) => Err(refusal::of(reason)),
    }
}

/// `POST /administration/comptes/{personne}/second-facteur`
pub async fn withdraw_second_factor(
    State(state): State<AppState>,
    Segment(id): Segment<PersonId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    door::withdraw_second_factor(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(done(id, "second-facteur"))
}

/// `POST /administration/comptes/{personne}/sessions`
pub async fn close_all_sessions(
    State(state): State<AppState>,
    Segment(id): Segment<PersonId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    accounts::close_all_sessions(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(done(id, "sessions"))
}

/// `POST /administration/comptes/second-facteur`: `action` is `exiger` or `lever`.
pub async fn demand(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Action>,
) -> Result<Response, Refusal> {
    let demanded = match form.action.as_str() {
        "exiger" => true,
        "lever" => false,
        _ => return Err(Refusal(AppError::Malformed)),
    };
    door::demand_second_factor(&state.backend, &caller, demanded).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(PAGE, &[("fait", &form.action)])).into_response())
}

/// `POST /mot-de-passe/{jeton}`: sets the password once, and signs in; with a second factor, its code comes
/// next.
pub async fn use_link(
    State(state): State<AppState>,
    Segment(token): Segment<String>,
    visitor: Visitor,
    Posted { form, parts }: Posted<NewPassword>,
) -> Result<Response, Refusal> {
    let address = parts.uri.path().to_owned();
    let (new, confirmation) = (form.nouveau.into(), form.confirmation.into());
    match door::use_link(&state.backend, &token, &new, &confirmation, &visitor.origin()).await {
        Ok(LinkUsed { step: SignInStep::Open(opened), .. }) => {
            Ok(opened_at(&state, &opened, &OwnAddress::default()))
        }
        Ok(LinkUsed { step: SignInStep::CodeWanted(step), device }) => {
            let cookies = [Cookie::Device.set(&device, state.secure), Cookie::Step.set(&step, state.secure)];
            let headers = AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
            Ok((headers, Redirect::to("/connexion/code")).into_response())
        }
        // Already used, or expired: the page itself says so.
        Err(Error::NotFound) => Ok(page(&state, parts, &address, FormOutcome::default()).await),
        Err(reason) => again(&state, parts, &address, reason, &[]).await,
    }
}

fn done(person: PersonId, what: &str) -> Response {
    Redirect::to(&app::address(&format!("{PAGE}/{person}"), &[("fait", what)])).into_response()
}
