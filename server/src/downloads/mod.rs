//! Files to download, made on the fly: tables as CSV, calendars, the data of a person.

mod articles;
mod atom;
mod board;
mod calendar;
mod cells;
mod journal;
mod models;
mod names;
mod person;
mod sites;

pub use self::articles::articles;
pub use self::board::board;
pub use self::calendar::{calendar, event};
pub use self::person::{data_of_person, my_data};
use axum::{extract::State, response::Response};
use backend::{Error, directory::import::FileKind};
use domain::{CommunicationId, audit::AuditFilter};

use crate::{
    AppState,
    door::{CallerOf, Query, Segment},
    refusal::{self, Refusal},
};

/// `GET /communications/{id}/etats.csv`
pub async fn sites(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
) -> Result<Response, Refusal> {
    sites::export(&state.backend, &caller, id).await.map_err(refusal::of)
}

/// `GET /communications/{id}/destinataires.csv`: every row that matches the filter of the page.
pub async fn names(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let filter = app::read_names_filter(get);
    names::export(&state.backend, &caller, id, &filter).await.map_err(refusal::of)
}

/// `GET /administration/annuaire/modele.csv?fichier=usagers`: one of our four tables, with invented
/// people.
pub async fn model(
    CallerOf(caller): CallerOf,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    caller.authorize_administrator().map_err(refusal::of)?;
    let named = pairs.iter().find(|(key, _)| key == "fichier").map(|(_, name)| format!("{name}.csv"));
    let kind = named.and_then(|name| FileKind::from_file_name(&name)).ok_or(Error::NotFound);
    Ok(models::file(kind.map_err(refusal::of)?))
}

/// `GET /administration/journal.csv`: every entry that matches the filter of the page.
pub async fn journal(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let filter = AuditFilter { before: 0, ..app::read_audit_filter(get) };
    journal::export(&state.backend, &caller, &filter).await.map_err(refusal::of)
}
