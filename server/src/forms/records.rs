//! The forms of *Une personne, plusieurs fiches*.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::directory::joins;
use domain::PersonId;
use serde::Deserialize;

use super::posted::Posted;
use crate::{
    AppState,
    door::{CallerOf, Query, Segment},
    refusal::{self, Refusal},
};

/// Two records, by their numbers; of two that are joined, the first one stays, as the page said.
#[derive(Deserialize)]
pub struct Pair {
    #[serde(default)]
    fiche: String,
    #[serde(default)]
    autre: String,
}

impl Pair {
    /// Text that is no number matches no person.
    fn records(&self) -> [PersonId; 2] {
        [&self.fiche, &self.autre].map(|text| PersonId(text.parse().unwrap_or_default()))
    }
}

/// Which part of the page its form stood on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The name after which the pairs began.
    apres: String,
    /// The number after which the joined records began.
    reunies: String,
}

impl Place {
    /// The same part again, which says that it is done.
    fn done(&self) -> Response {
        let query = [("apres", self.apres.as_str()), ("reunies", &self.reunies), ("fait", "1")];
        Redirect::to(&app::address("/administration/annuaire/fiches", &query)).into_response()
    }
}

/// `POST /administration/annuaire/fiches/reunir`: the two are one person.
pub async fn join_records(
    State(state): State<AppState>,
    Query(place): Query<Place>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Pair>,
) -> Result<Response, Refusal> {
    joins::join_as_shown(&state.backend, &caller, form.records()).await.map_err(refusal::of)?;
    Ok(place.done())
}

/// `POST /administration/annuaire/fiches/distinguer`: the two are two people.
pub async fn keep_records_apart(
    State(state): State<AppState>,
    Query(place): Query<Place>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Pair>,
) -> Result<Response, Refusal> {
    joins::keep_apart(&state.backend, &caller, form.records()).await.map_err(refusal::of)?;
    Ok(place.done())
}

/// `POST /administration/annuaire/fiches/{personne}/separer`
pub async fn separate_record(
    State(state): State<AppState>,
    Segment(record): Segment<PersonId>,
    Query(place): Query<Place>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    joins::separate(&state.backend, &caller, record).await.map_err(refusal::of)?;
    Ok(place.done())
}
