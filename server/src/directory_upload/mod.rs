//! The files of a directory import, received piece by piece, and the progress of the import.
//!
//! Plain routes and not server functions: those read a whole body without a limit.

mod form;
mod progress;
mod refused;

use std::{sync::Arc, time::Duration};

use app::server_side::SignedInPerson;
use axum::{
    Extension,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, directory::runs};

pub use self::progress::events;
use self::{
    form::{Upload, receive, throw_away},
    refused::Refused,
};
use crate::{
    AppState,
    forms::caller,
    refusal::{self, Refusal},
};

/// Who sends more slowly than this holds memory for nothing.
const PATIENCE: Duration = Duration::from_mins(15);

/// `POST /administration/annuaire`: receives the files, starts the import, leads to its report.
pub async fn upload(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    request: Request,
) -> Result<Response, Refusal> {
    let caller = caller(&state, person).await?;
    match runs::authorize(&state.backend, &caller).await {
        Err(Error::Conflict(_)) => {
            let _ = tokio::time::timeout(PATIENCE, throw_away(request)).await;
            return Ok(Refused::Busy.into_response());
        }
        other => other.map_err(refusal::of)?,
    }
    let received = tokio::time::timeout(PATIENCE, receive(request)).await.unwrap_or(Err(Refused::TooSlow));
    let Upload { files, options, .. } = match received {
        Ok(upload) => upload,
        Err(refused) => return Ok(refused.into_response()),
    };
    match runs::start(Arc::clone(&state.backend), &caller, files, options).await {
        Ok(id) => Ok(Redirect::to(&format!("/administration/annuaire?rapport={id}")).into_response()),
        Err(Error::Conflict(_)) => Ok(Refused::Busy.into_response()),
        Err(other) => Err(refusal::of(other)),
    }
}
