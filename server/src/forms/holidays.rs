//! The form of school holidays.

use app::server_side::FormOutcome;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, agenda};
use serde::Deserialize;

use super::posted::{Posted, page};
use crate::{
    AppState,
    door::{CallerOf, Query},
    refusal::{self, Refusal},
};

const PAGE: &str = "/administration/vacances";
/// Characters of a refused text that are shown again.
const KEPT_CHARACTERS: usize = 50_000;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfZone {
    zone: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    action: String,
    periodes: String,
}

/// `POST /administration/vacances?zone=`: `action` is `enregistrer` or `livrees`.
pub async fn holidays(
    State(state): State<AppState>,
    Query(OfZone { zone }): Query<OfZone>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Entered>,
) -> Result<Response, Refusal> {
    let typed = (form.action != "livrees").then_some(form.periodes.as_str());
    match agenda::enter_holidays(&state.backend, &caller, &zone, typed).await {
        Ok(()) => Ok(Redirect::to(&app::address(PAGE, &[("zone", &zone), ("fait", "1")])).into_response()),
        Err(Error::Fields(errors)) => {
            let kept = form.periodes.chars().take(KEPT_CHARACTERS).collect();
            let typed = [("periodes".to_owned(), kept)].into();
            let outcome = FormOutcome { errors, typed, ..FormOutcome::default() };
            let mut response = page(&state, parts, &app::address(PAGE, &[("zone", &zone)]), outcome).await;
            // An error page already carries its own status.
            if response.status().is_success() {
                *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            }
            Ok(response)
        }
        Err(other) => Err(refusal::of(other)),
    }
}
