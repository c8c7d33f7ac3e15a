//! The form of *Imports*.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::directory::undo;

use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// `POST /administration/annuaire/imports/{id}/annuler`: takes back the last import.
pub async fn undo_import(
    State(state): State<AppState>,
    Segment(id): Segment<i64>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    undo::undo(Arc::clone(&state.backend), &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to("/administration/annuaire/imports?annule=1").into_response())
}
