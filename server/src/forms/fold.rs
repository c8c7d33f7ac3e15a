//! Announcements that a reader puts away, and takes back.

use axum::{extract::State, response::Redirect};
use domain::CommunicationId;
use serde::Deserialize;

use super::posted::Posted;
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// Where the list begins: the page that is loaded again does not start at its top.
const LIST: &str = "/#annonces";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Read {
    /// `oui`: *J'ai lu cette alerte*.
    lu: String,
    /// Which text the page shows: when it was corrected, or `non`.
    corrige: Option<String>,
}

/// `POST /annonces/{id}/replier`
pub async fn fold(
    State(state): State<AppState>,
    Segment(id): Segment<CommunicationId>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Read>,
) -> Result<Redirect, Refusal> {
    let read = form.lu == "oui";
    let seen = form.corrige.as_deref();
    backend::home::fold(&state.backend, &caller, id, read, seen).await.map_err(refusal::of)?;
    Ok(Redirect::to(LIST))
}

/// `POST /annonces/{id}/deplier`
pub async fn unfold(
    State(state): State<AppState>,
    Segment(id): Segment<CommunicationId>,
    CallerOf(caller): CallerOf,
) -> Result<Redirect, Refusal> {
    backend::home::unfold(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(LIST))
}
