//! The forms of requests for roles.

use app::AppError;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::access::{requests, send_copies, show_names};
use domain::{
    RequestId,
    access::{REQUESTS, RequestInput},
};
use serde::Deserialize;

use super::posted::{Posted, again};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

const RIGHTS: &str = "/administration/services/communication-ciblee";
/// What the page says of a request that somebody else has ended meanwhile.
const TOO_LATE: &str = "trop-tard";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RoleRequestForm {
    /// Code of the right that was missing, so that the page offers the same roles again.
    droit: String,
    role: String,
    jusqua: String,
    etablissement: String,
    raison: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Answered {
    reponse: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    perimetre: String,
    action: String,
}

/// `POST /administration/services/communication-ciblee/noms`
pub async fn names_setting(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Shown>,
) -> Result<Redirect, Refusal> {
    let shown = match form.action.as_str() {
        "afficher" => true,
        "masquer" => false,
        _ => return Err(Refusal(AppError::Malformed)),
    };
    let scope = show_names(&state.backend, &caller, &form.perimetre, shown).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(RIGHTS, &[("perimetre", &scope.to_string()), ("fait", "noms")])))
}

/// `POST /administration/services/communication-ciblee/copies`
pub async fn copies_setting(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Shown>,
) -> Result<Redirect, Refusal> {
    let on = match form.action.as_str() {
        "envoyer" => true,
        "arreter" => false,
        _ => return Err(Refusal(AppError::Malformed)),
    };
    let scope = send_copies(&state.backend, &caller, &form.perimetre, on).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(RIGHTS, &[("perimetre", &scope.to_string()), ("fait", "noms")])))
}

/// `POST /communications/droits`
pub async fn ask_for_role(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<RoleRequestForm>,
) -> Result<Response, Refusal> {
    let RoleRequestForm { droit, role, jusqua, etablissement, raison } = form;
    let input = RequestInput { role, severity: jusqua, school: etablissement, reason: raison };
    match requests::ask(&state.backend, &caller, &input).await {
        Ok(()) => Ok(Redirect::to(&app::address(REQUESTS, &[("fait", "demande")])).into_response()),
        Err(reason) => {
            let address = app::address(REQUESTS, &[("droit", &droit)]);
            let RequestInput { role, severity, school, reason: why } = &input;
            let typed = [
                ("role", role.as_str()),
                ("jusqua", severity.as_str()),
                ("etablissement", school.as_str()),
                ("raison", why.as_str()),
            ];
            again(&state, parts, &address, reason, &typed).await
        }
    }
}

/// `POST /communications/droits/{id}/retirer`
pub async fn withdraw_request(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<RequestId>,
) -> Result<Redirect, Refusal> {
    let withdrawn = requests::withdraw(&state.backend, &caller, id).await.map_err(refusal::of)?;
    let done = if withdrawn { "retrait" } else { TOO_LATE };
    Ok(Redirect::to(&app::address(REQUESTS, &[("fait", done)])))
}

/// `POST /administration/services/communication-ciblee/demandes/{id}/decliner`
pub async fn decline_request(
    State(state): State<AppState>,
    Segment(id): Segment<RequestId>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Answered>,
) -> Result<Response, Refusal> {
    match requests::decline(&state.backend, &caller, id, &form.reponse).await {
        Ok((scope, declined)) => {
            let done = if declined { "declinee" } else { TOO_LATE };
            let scope = scope.to_string();
            let query = [("perimetre", scope.as_str()), ("fait", done)];
            Ok(Redirect::to(&app::address(RIGHTS, &query)).into_response())
        }
        Err(reason) => {
            let scope = requests::scope_of(&state.backend, id).await.map_err(refusal::of)?;
            let address = app::address(RIGHTS, &[("perimetre", &scope.to_string())]);
            let demande = id.to_string();
            let typed = [("demande", demande.as_str()), ("reponse", form.reponse.as_str())];
            again(&state, parts, &address, reason, &typed).await
        }
    }
}
