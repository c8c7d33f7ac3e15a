//! The forms of *Imports*, and the folder of the night.

use std::sync::Arc;

use app::{server_side::FormOutcome, words};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    directory::{
        import::Confirmed,
        matches, night,
        runs::{self, KeptRun},
        undo,
    },
};
use http::StatusCode;
use serde::Deserialize;

use super::posted::{Posted, digits, refused};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

const MATCHES: &str = "/administration/annuaire/rapprochements";

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    retraits: String,
}

/// `POST /administration/annuaire/dossier`: imports the folder of the night now, with the number that
/// was typed. Another number than that of the difference confirms nothing.
pub async fn import_folder(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Typed>,
) -> Result<Response, Refusal> {
    let confirmed = digits(&form.retraits).parse().map_or(Confirmed::No, Confirmed::Number);
    let id = night::import_now(Arc::clone(&state.backend), &caller, confirmed).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/administration/annuaire?rapport={id}")).into_response())
}

/// `POST /administration/annuaire/imports/{id}/importer`: imports the files of a trial, which are kept for
/// a while, with the number that was typed; or tries them again, if the directory has changed since.
pub async fn import_kept(
    State(state): State<AppState>,
    Segment(id): Segment<i64>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Typed>,
) -> Result<Response, Refusal> {
    let confirmed = digits(&form.retraits).parse().map_or(Confirmed::No, Confirmed::Number);
    match runs::start_kept(Arc::clone(&state.backend), &caller, id, confirmed).await {
        Ok(KeptRun::Import(id)) => {
            Ok(Redirect::to(&format!("/administration/annuaire?rapport={id}")).into_response())
        }
        Ok(KeptRun::Trial(id)) => {
            let again = format!("/administration/annuaire?rapport={id}&refus=perime");
            Ok(Redirect::to(&again).into_response())
        }
        Err(Error::NotFound) => {
            let back = (words().upload.back_to_directory, "/administration/annuaire".to_owned());
            let said = vec![words().upload.import_not_kept.to_owned()];
            Ok(refusal::refused(StatusCode::CONFLICT, words().upload.import_refused, said, back))
        }
        Err(reason) => Err(refusal::of(reason)),
    }
}

/// `POST /administration/annuaire/imports/{id}/annuler`: takes back the last import.
pub async fn undo_import(
    State(state): State<AppState>,
    Segment(id): Segment<i64>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    undo::undo(Arc::clone(&state.backend), &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to("/administration/annuaire/imports?fait=annule").into_response())
}

/// `POST /administration/annuaire/rapprochements`: the answers for one school, `question-…` each.
pub async fn decide_matches(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let value = |field: &str| form.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str());
    let school = (value("etablissement").unwrap_or_default(), value("version"));
    let answers: Vec<(String, String)> = form
        .iter()
        .filter_map(|(name, answer)| Some((name.strip_prefix("question-")?.to_owned(), answer.clone())))
        .collect();
    match matches::decide(&state.backend, &caller, school, &answers).await {
        Ok(()) => Ok(Redirect::to(&format!("{MATCHES}?fait=1")).into_response()),
        Err(reason) => {
            let shown = |name: &str| name.starts_with("question-") || name == "etablissement";
            let typed = form.into_iter().filter(|(name, _)| shown(name)).collect();
            let outcome = FormOutcome { typed, ..FormOutcome::default() };
            refused(&state, parts, MATCHES, outcome, reason).await
        }
    }
}
