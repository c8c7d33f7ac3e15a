//! The form of an article, with its files: received piece by piece, then stored in one step.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::{FromRequest, Multipart, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    access::Caller,
    request,
    spaces::{self, Saved, Step},
};
use domain::{
    ArticleId, SpaceId,
    spaces::{ArticleInput, article_address},
};
use http::{StatusCode, request::Parts};

use super::{
    attachments::{BUFFERED, NotAttached, Received, receive},
    field::whole,
    pieces::piece_by_piece,
};
use crate::{
    AppState,
    door::{CallerOf, Segment, Segments, texts},
    forms::page,
    refusal::{self, Refusal},
};

/// A longer upload would hold a connection for too long.
const PATIENCE: Duration = Duration::from_mins(15);
/// The text alone arrives sooner.
const TEXT_PATIENCE: Duration = Duration::from_secs(20);
/// Characters of a refused field that are shown again: more than a text may have, so that its writer
/// can shorten it.
const KEPT_CHARACTERS: usize = 300_000;
/// More fields than the form has.
const KEPT_FIELDS: usize = 64;

/// `POST /espaces/{id}/articles/nouveau`
pub async fn new_article(
    State(state): State<AppState>,
    Segment(space): Segment<SpaceId>,
    CallerOf(caller): CallerOf,
    request: Request,
) -> Result<Response, Refusal> {
    answer(state, caller, (space, None), request).await
}

/// `POST /espaces/{id}/articles/{article}/modifier`
pub async fn edit_article(
    State(state): State<AppState>,
    Segments(space, id): Segments<SpaceId, ArticleId>,
    CallerOf(caller): CallerOf,
    request: Request,
) -> Result<Response, Refusal> {
    answer(state, caller, (space, Some(id)), request).await
}

type At = (SpaceId, Option<ArticleId>);

async fn answer(state: AppState, caller: Caller, at: At, request: Request) -> Result<Response, Refusal> {
    // Refused before any file is received.
    if let Err(reason) = spaces::article_form(&state.backend, &caller, at.0, at.1, None).await {
        let typed = tokio::time::timeout(TEXT_PATIENCE, typed_in(&state, &caller, request)).await;
        return Ok(refusal::with_typed(&reason.into(), typed.unwrap_or_default()));
    }
    let Ok(share) = state.held.bodies.take(caller.person, BUFFERED) else {
        return Err(Refusal(AppError::Busy));
    };
    let received = Received::counted_in(share).with_picture();
    // In a task of its own: it continues after the browser has gone away, to remove what is left.
    let taken = tokio::spawn(request::carried(take(state, caller, at, request, received)));
    match taken.await {
        Ok(answer) => answer,
        Err(ended) => match ended.try_into_panic() {
            Ok(reason) => std::panic::resume_unwind(reason),
            Err(_) => Err(Refusal(AppError::internal())),
        },
    }
}

/// What was typed into a form that is refused, so that its writer can copy it: the text stands before the
/// files, which are not received.
async fn typed_in(state: &AppState, caller: &Caller, request: Request) -> Vec<String> {
    let Ok(_held) = state.held.bodies.take(caller.person, BUFFERED + KEPT_CHARACTERS as u64) else {
        return Vec::new();
    };
    let request = piece_by_piece(request, state.patience);
    let Ok(mut form) = Multipart::from_request(request, &()).await else { return Vec::new() };
    let (mut fields, mut left) = (Vec::new(), KEPT_CHARACTERS);
    while let Ok(Some(field)) = form.next_field().await {
        if field.file_name().is_some() || fields.len() == KEPT_FIELDS {
            break;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let Ok(Some(bytes)) = whole(field, left).await else { break };
        left -= bytes.len();
        fields.extend(String::from_utf8(bytes.into()).ok().map(|text| (name, text)));
    }
    texts(fields)
}

async fn take(
    state: AppState,
    caller: Caller,
    at: At,
    request: Request,
    mut received: Received,
) -> Result<Response, Refusal> {
    let backend = Arc::clone(&state.backend);
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let read = receive(&backend, &caller, request, state.patience, &mut received);
    if tokio::time::timeout(PATIENCE, read).await.is_err() {
        received.refused.get_or_insert(NotAttached::TooSlow);
    }
    let mut input = ArticleInput::posted(&received.fields);
    if let Some(reason) = received.refused.take() {
        received.take_back(&backend, &caller).await;
        let status = reason.status();
        return Ok(again(&state, parts, at, &received, &input, outcome_of(reason.reason()), status).await);
    }
    input.files.extend(received.files.iter().map(|file| file.token.clone()));
    if let Some(picture) = &received.picture {
        input.picture.token.clone_from(picture);
    }
    let value =
        |name: &str| received.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let step = match value("action") {
        Some("brouillon") => Step::Keep,
        Some("confirmer") => {
            Step::Publish { confirmed: value("confirme").and_then(|people| people.parse().ok()) }
        }
        _ => Step::Publish { confirmed: None },
    };
    let saved = spaces::save_article(&backend, &caller, at.0, at.1, &received.form_key, &input, step).await;
    let (id, done) = match saved {
        Ok(Saved::Asks { people }) => {
            let typed = BTreeMap::from([("question".to_owned(), people.to_string())]);
            let asks = FormOutcome { typed, ..FormOutcome::default() };
            return Ok(again(&state, parts, at, &received, &input, asks, StatusCode::OK).await);
        }
        Ok(Saved::Draft(id)) => (id, "brouillon"),
        Ok(Saved::Published(id)) => (id, "publie"),
        Ok(Saved::Scheduled(id)) => (id, "programme"),
        Ok(Saved::Corrected(id)) => (id, "corrige"),
        Err(
            reason @ (Error::Fields(_)
            | Error::Busy
            | Error::Unwritable(_)
            | Error::Away(_)
            | Error::Conflict(_)),
        ) => {
            let reason = AppError::from(reason);
            let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return Ok(again(&state, parts, at, &received, &input, outcome_of(reason), status).await);
        }
        // The form cannot be shown again; its text can be copied.
        Err(reason) => return Ok(refusal::with_typed(&reason.into(), texts(received.fields))),
    };
    Ok(Redirect::to(&app::address(&article_address(at.0, id), &[("fait", done)])).into_response())
}

fn outcome_of(reason: AppError) -> FormOutcome {
    match reason {
        AppError::Fields(errors) => FormOutcome { errors, ..FormOutcome::default() },
        other => FormOutcome { failure: Some(other), ..FormOutcome::default() },
    }
}

/// The form with what was typed in it. The files that arrived wait under its key.
async fn again(
    state: &AppState,
    parts: Parts,
    at: At,
    received: &Received,
    input: &ArticleInput,
    mut outcome: FormOutcome,
    status: StatusCode,
) -> Response {
    let later = if input.later { "plus-tard" } else { "maintenant" };
    let tells = if input.tells { "oui" } else { "" };
    let readers = if input.tells_readers { "oui" } else { "" };
    let version = input.version.to_string();
    let files = input.files.join(",");
    let decorative = if input.picture.decorative { "oui" } else { "" };
    for (name, text) in [
        ("titre", input.title.as_str()),
        ("corps", &input.body),
        ("publication", later),
        ("envoi-date", &input.day),
        ("envoi-heure", &input.time),
        ("prevenir", tells),
        ("prevenir-lecteurs", readers),
        ("version", &version),
        ("etat", &input.shown),
        ("piece", &files),
        ("image-jeton", &input.picture.token),
        ("image-texte", &input.picture.alternative),
        ("image-decorative", decorative),
        ("cle", &received.form_key),
    ] {
        outcome.typed.insert(name.to_owned(), text.chars().take(KEPT_CHARACTERS).collect());
    }
    // The boxes that the form had: what is there besides was added meanwhile.
    outcome.typed.extend(received.fields.iter().find(|(name, _)| name == "montres").cloned());
    let address = match at {
        (space, Some(id)) => format!("{}/modifier", article_address(space, id)),
        (space, None) => format!("/espaces/{space}/articles/nouveau"),
    };
    let failure = outcome.failure.clone();
    let mut response = page(state, parts, &address, outcome).await;
    // An error page already carries its own status.
    if response.status().is_success() {
        *response.status_mut() = status;
        if let Some(failure) = &failure {
            refusal::say_when(failure, &mut response);
        }
    }
    response
}
