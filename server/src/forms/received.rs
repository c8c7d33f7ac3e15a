//! The forms of *Communications reçues*.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, communications};
use domain::{CommunicationId, EstablishmentId, communications::received::received_address};
use http::request::Parts;
use serde::Deserialize;

use super::posted::{Posted, refused};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::Refusal,
};

#[derive(Deserialize)]
pub struct Here {
    #[serde(default)]
    etablissement: String,
    #[serde(default)]
    motif: String,
}

#[derive(Deserialize)]
pub struct Question {
    #[serde(default)]
    etablissement: String,
    #[serde(default)]
    cle: String,
    #[serde(default)]
    objet: String,
    #[serde(default)]
    texte: String,
}

/// `POST /communications/recues/{id}/hors-ligne`
pub async fn take_offline(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
    Posted { form, parts }: Posted<Here>,
) -> Result<Response, Refusal> {
    let school = school(&form.etablissement)?;
    match communications::take_offline(&state.backend, &caller, id, school, &form.motif).await {
        Ok(()) => Ok(done(id, school, "hors-ligne")),
        Err(reason) => again(&state, parts, (id, school), reason, &[("motif", &form.motif)]).await,
    }
}

/// `POST /communications/recues/{id}/en-ligne`
pub async fn put_online(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
    Posted { form, parts }: Posted<Here>,
) -> Result<Response, Refusal> {
    let school = school(&form.etablissement)?;
    match communications::put_online(&state.backend, &caller, id, school).await {
        Ok(()) => Ok(done(id, school, "en-ligne")),
        Err(reason) => again(&state, parts, (id, school), reason, &[]).await,
    }
}

/// `POST /communications/recues/{id}/contacter`
pub async fn contact_author(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
    Posted { form, parts }: Posted<Question>,
) -> Result<Response, Refusal> {
    let school = school(&form.etablissement)?;
    let said = (form.objet.as_str(), form.texte.as_str());
    match communications::contact_author(&state.backend, &caller, id, school, &form.cle, said).await {
        Ok(()) => Ok(done(id, school, "contact")),
        Err(reason) => {
            let typed = [("objet", &*form.objet), ("texte", &*form.texte), ("cle", &*form.cle)];
            again(&state, parts, (id, school), reason, &typed).await
        }
    }
}

/// Our page always names it; a request without it does not come from our page.
fn school(typed: &str) -> Result<EstablishmentId, Refusal> {
    typed.parse().map_err(|_| Refusal(AppError::NotFound))
}

fn done(id: CommunicationId, school: EstablishmentId, what: &str) -> Response {
    Redirect::to(&format!("{}&fait={what}", received_address(id, school))).into_response()
}

/// Shows the page again, with the reason of the refusal and what was typed.
async fn again(
    state: &AppState,
    parts: Parts,
    (id, school): (CommunicationId, EstablishmentId),
    reason: Error,
    typed: &[(&str, &str)],
) -> Result<Response, Refusal> {
    let typed = typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    let outcome = FormOutcome { typed, ..FormOutcome::default() };
    refused(state, parts, &received_address(id, school), outcome, reason).await
}
