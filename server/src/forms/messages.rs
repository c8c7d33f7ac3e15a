//! The forms of *Messagerie*: what readers do with their own messages.

use app::{AppError, named::QUERY, server_side::FormOutcome};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, messages};
use domain::{MessageId, messages::Folder};
use serde::Deserialize;

use super::posted::{Posted, page, refused};
use crate::{
    AppState,
    door::{CallerOf, Query, Segment, named_in},
    refusal::{self, Refusal},
};

const PAGE: &str = "/messagerie";

#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    cle: String,
    #[serde(default)]
    reponse: String,
}

#[derive(Deserialize)]
pub struct Nothing {}

/// Where a message is deleted, and comes back: what is undone is as it was.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The code of a folder.
    dossier: String,
}

impl Place {
    fn is_archive(&self) -> bool {
        Folder::from_code(&self.dossier) == Folder::Archive
    }
}

/// `POST /messagerie/{id}/archiver`
pub async fn archive(
    State(state): State<AppState>,
    Segment(id): Segment<MessageId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    messages::archive(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(done(PAGE, "archive"))
}

/// `POST /messagerie/{id}/desarchiver`
pub async fn unarchive(
    State(state): State<AppState>,
    Segment(id): Segment<MessageId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    messages::unarchive(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(done(&format!("{PAGE}/{id}"), "desarchive"))
}

/// `POST /messagerie/{id}/supprimer`
pub async fn delete_message(
    State(state): State<AppState>,
    Query(place): Query<Place>,
    Segment(id): Segment<MessageId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    let deleted = messages::delete(&state.backend, &caller, id).await;
    // A double click sends the form twice.
    let again = matches!(deleted, Err(Error::NotFound))
        && messages::is_deleted(&state.backend, &caller, id).await.map_err(refusal::of)?;
    if !again {
        deleted.map_err(refusal::of)?;
    }
    let deleted = id.to_string();
    let folder = if place.is_archive() { Folder::Archive.code() } else { "" };
    let query = [("dossier", folder), ("fait", "supprime"), ("message", &deleted)];
    Ok(Redirect::to(&app::address(PAGE, &query)).into_response())
}

/// `POST /messagerie/{id}/retablir`
pub async fn restore_message(
    State(state): State<AppState>,
    Query(place): Query<Place>,
    Segment(id): Segment<MessageId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    let (folder, said) =
        if place.is_archive() { (Folder::Archive, "archive") } else { (Folder::Inbox, "desarchive") };
    messages::restore(&state.backend, &caller, id, folder).await.map_err(refusal::of)?;
    Ok(done(&format!("{PAGE}/{id}"), said))
}

/// `POST /messagerie/{id}/accuser`
pub async fn acknowledge(
    State(state): State<AppState>,
    Segment(id): Segment<MessageId>,
    CallerOf(caller): CallerOf,
    Posted { parts, .. }: Posted<Nothing>,
) -> Result<Response, Refusal> {
    let address = format!("{PAGE}/{id}");
    match messages::acknowledge(&state.backend, &caller, id).await {
        Ok(()) => Ok(done(&address, "accuse")),
        Err(reason) => refused(&state, parts, &address, FormOutcome::default(), reason).await,
    }
}

/// `POST /messagerie/{id}/repondre`
pub async fn reply(
    State(state): State<AppState>,
    Segment(id): Segment<MessageId>,
    caller: Result<CallerOf, Refusal>,
    Posted { form, parts }: Posted<Answer>,
) -> Result<Response, Refusal> {
    let address = format!("{PAGE}/{id}");
    let typed = || {
        let mut outcome = FormOutcome::default();
        outcome.typed.insert("reponse".to_owned(), form.reponse.clone());
        outcome.typed.insert("cle".to_owned(), form.cle.chars().take(64).collect());
        outcome
    };
    let caller = match caller {
        Ok(CallerOf(caller)) => caller,
        // If the session ended while somebody wrote, the page is shown again with the text.
        Err(Refusal(AppError::SignedOut)) => {
            let mut outcome = typed();
            // Sent once more, it names its writer as before.
            outcome.typed.extend(named_in(&parts.uri).map(|person| (QUERY.to_owned(), person)));
            return Ok(page(&state, parts, &address, outcome).await);
        }
        Err(other) => return Err(other),
    };
    match messages::reply(&state.backend, &caller, id, &form.cle, &form.reponse).await {
        Ok(()) => Ok(done(&address, "repondu")),
        Err(reason) => refused(&state, parts, &address, typed(), reason).await,
    }
}

fn done(page: &str, what: &str) -> Response {
    Redirect::to(&app::address(page, &[("fait", what)])).into_response()
}
