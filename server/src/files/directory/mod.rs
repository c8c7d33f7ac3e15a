//! The files of a directory import, received piece by piece.
//!
//! Plain routes instead of server functions, which read a whole body without a limit.

mod form;
mod refused;

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, directory::runs};

use self::{
    form::{Upload, receive, throw_away},
    refused::NotImported,
};
use super::pieces::piece_by_piece;
use crate::{
    AppState,
    door::CallerOf,
    refusal::{self, Refusal},
};

/// A longer upload would hold memory for too long.
const PATIENCE: Duration = Duration::from_mins(15);

/// `POST /administration/annuaire`: receives the files, starts the import, redirects to its report.
pub async fn upload_directory(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    request: Request,
) -> Result<Response, Refusal> {
    let request = piece_by_piece(request, state.patience);
    match runs::authorize(&state.backend, &caller).await {
        Err(Error::Conflict(_)) => {
            let _ = tokio::time::timeout(PATIENCE, throw_away(request)).await;
            return Ok(NotImported::Busy.into_response());
        }
        other => other.map_err(refusal::of)?,
    }
    // What is received is in memory.
    let Ok(_place) = state.receiving.try_acquire() else {
        let _ = tokio::time::timeout(PATIENCE, throw_away(request)).await;
        return Ok(NotImported::Busy.into_response());
    };
    let received =
        tokio::time::timeout(PATIENCE, receive(request)).await.unwrap_or(Err(NotImported::TooSlow));
    let Upload { files, options, .. } = match received {
        Ok(upload) => upload,
        Err(refused) => return Ok(refused.into_response()),
    };
    match runs::start(Arc::clone(&state.backend), &caller, files, options).await {
        Ok(id) => Ok(Redirect::to(&format!("/administration/annuaire?rapport={id}")).into_response()),
        Err(Error::Conflict(_)) => Ok(NotImported::Busy.into_response()),
        Err(other) => Err(refusal::of(other)),
    }
}
