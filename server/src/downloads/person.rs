//! The data of one person, as a zip file.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use backend::{access::Caller, retention};
use domain::PersonId;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};

use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// `GET /mon-compte/donnees.zip`: everybody their own.
pub async fn my_data(State(state): State<AppState>, CallerOf(caller): CallerOf) -> Result<Response, Refusal> {
    let person = caller.person;
    answer(&state, &caller, person).await
}

/// `GET /administration/comptes/{personne}/donnees.zip`
pub async fn data_of_person(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(person): Segment<PersonId>,
) -> Result<Response, Refusal> {
    answer(&state, &caller, person).await
}

async fn answer(state: &AppState, caller: &Caller, person: PersonId) -> Result<Response, Refusal> {
    let data = retention::export_person(&state.backend, caller, person).await.map_err(refusal::of)?;
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_LENGTH, data.bytes.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"donnees-{person}.zip\"")),
    ];
    Ok((headers, Body::from_stream(data.content)).into_response())
}
