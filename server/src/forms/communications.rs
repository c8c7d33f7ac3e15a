//! Plain forms: what works without JavaScript. Each answers with a page to go to.

use app::{AppError, server_side::SignedInPerson};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query, Request, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::{Error, access::Caller, accounts, communications};
use domain::{
    CommunicationId, DraftId,
    communications::CommunicationInput,
    targets::{MAX_TARGETS, TargetInput},
};
use serde::Deserialize;

use crate::{
    AppState,
    guard::ClientAddress,
    pages::render,
    refusal::{self, Refusal},
    session,
};

#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    identifiant: String,
    #[serde(default)]
    mot_de_passe: String,
}

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    suite: String,
}

/// `POST /connexion`
pub async fn sign_in(
    State(state): State<AppState>,
    Query(next): Query<Next>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    form: Result<Form<Credentials>, FormRejection>,
) -> Response {
    let form = match form {
        Ok(Form(form)) => form,
        Err(reason) => return unread(&reason).into_response(),
    };
    let address = address.map_or_else(String::new, |Extension(at)| at.counted());
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let from = accounts::From {
        address: &address,
        user_agent: agent,
        session: session::token(&headers, state.secure),
        device: None,
    };
    let password = form.mot_de_passe.into();
    let opened = accounts::sign_in(&state.backend, &form.identifiant, &password, &from).await;
    let (status, (what, seconds)) = match opened {
        Ok(accounts::SignInStep::CodeWanted(_)) => return Redirect::to("/connexion/code").into_response(),
        Ok(accounts::SignInStep::Open(opened)) => {
            let cookie = session::open_cookie(&opened.session, state.secure);
            return (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(local(&next.suite)))
                .into_response();
        }
        Err(Error::WrongCredentials) => (StatusCode::UNAUTHORIZED, ("identifiants", String::new())),
        Err(Error::TooManyAttempts { wait_seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, ("attente", wait_seconds.to_string()))
        }
        Err(reason) => return refusal::of(reason).into_response(),
    };
    let typed: String = form.identifiant.chars().take(200).collect();
    let query = [("erreur", what), ("secondes", &seconds), ("identifiant", &typed), ("suite", &next.suite)];
    let address = app::address("/connexion", &query);
    let Ok(page) = Request::get(address).body(Body::empty()) else {
        return Refusal(AppError::Malformed).into_response();
    };
    let mut response = render(&state, page).await;
    *response.status_mut() = status;
    response
}

/// A form that could not be read.
fn unread(reason: &FormRejection) -> Refusal {
    let too_large = reason.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal(if too_large { AppError::TooLarge } else { AppError::Malformed })
}

/// Only an address of our own is followed after signing in.
fn local(next: &str) -> &str {
    let plain =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t', '\0']);
    if plain && next.is_ascii() { next } else { "/" }
}

/// `POST /deconnexion`
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(token) = session::token(&headers, state.secure)
        && let Err(reason) = accounts::sign_out(&state.backend, token).await
    {
        return refusal::of(reason).into_response();
    }
    let cookie = session::closed_cookie(state.secure);
    let clear = HeaderValue::from_static("\"cache\"");
    (
        AppendHeaders([(
            header::SET_COOKIE,
            HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static("")),
        )]),
        [("clear-site-data", clear)],
        Redirect::to("/connexion"),
    )
        .into_response()
}

/// The caller of a plain form.
pub async fn caller(state: &AppState, person: Option<Extension<SignedInPerson>>) -> Result<Caller, Refusal> {
    let Some(Extension(SignedInPerson(person))) = person else { return Err(Refusal(AppError::SignedOut)) };
    Caller::load(&state.backend.db, person).await.map_err(refusal::of)
}

/// `POST /communications/nouvelle`: each button of the form, without JavaScript. What was typed is
/// kept as a draft first, so the page that comes back has it.
pub async fn compose(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(pairs) = form.map_err(|reason| unread(&reason))?;
    let caller = caller(&state, person).await?;
    let backend = &state.backend;
    let value =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (form_key, action) = (value("cle"), value("action"));
    let mut input = CommunicationInput::from_pairs(&pairs);
    let step = match action {
        "confirmer" => match communications::deploy(backend, &caller, form_key, &input).await {
            Ok(deployed) => return Ok(Redirect::to(&format!("/communications/{}?deploye=1", deployed.id))),
            Err(Error::Fields(_)) => "&etape=verifier",
            Err(reason) => return Err(refusal::of(reason)),
        },
        "effacer" => {
            communications::discard_draft(backend, &caller, form_key).await.map_err(refusal::of)?;
            return Ok(Redirect::to("/communications/nouvelle"));
        }
        "deployer" => "&etape=confirmer",
        "reinitialiser" => "&etape=reinitialiser",
        _ => {
            change_targets(&mut input, action);
            ""
        }
    };
    let (draft, _) =
        communications::save_draft(backend, &caller, form_key, &input).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/nouvelle?brouillon={draft}{step}")))
}

/// `ajouter-cible`, `retirer-cible-2`
fn change_targets(input: &mut CommunicationInput, action: &str) {
    if action == "ajouter-cible" && input.targets.len() < MAX_TARGETS {
        input.targets.push(TargetInput::default());
    }
    let removed = action.strip_prefix("retirer-cible-").and_then(|number| number.parse::<usize>().ok());
    if let Some(position) = removed.and_then(|number| number.checked_sub(1))
        && position < input.targets.len()
        && input.targets.len() > 1
    {
        input.targets.remove(position);
    }
}

/// `POST /communications/brouillons/{id}/supprimer`
pub async fn delete_draft(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Path(id): Path<String>,
) -> Result<Redirect, Refusal> {
    let caller = caller(&state, person).await?;
    let id: DraftId = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    communications::delete_draft(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to("/communications/nouvelle"))
}

/// `POST /communications/{id}/annuler`
pub async fn cancel(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Path(id): Path<String>,
) -> Result<Redirect, Refusal> {
    let caller = caller(&state, person).await?;
    let id: CommunicationId = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    communications::cancel(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/{id}")))
}
