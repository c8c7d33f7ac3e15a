//! The forms of *Comptes en nombre*, and the one where the code of a coupon is typed.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Result as Done,
    access::Caller,
    accounts::{self, Made},
    door::{self, Proof},
};
use domain::accounts::batch::{BatchKind, PopulationChoice, PrintedSheet, WITH_RIGHTS};
use serde::Deserialize;

use super::{
    accounts::origin,
    posted::{Posted, again, digits, page},
};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

const PAGE: &str = "/administration/comptes/lots";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    ecole: String,
    profil: String,
    niveau: String,
    classe: String,
    qui: String,
    /// The number of people that was shown.
    nombre: String,
    /// The number of those whose account opens rights, if they get a letter too.
    droits: String,
    /// The code of a kind.
    action: String,
    actuel: String,
    code: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Print {
    feuille: String,
    actuel: String,
    code: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

/// `POST /administration/comptes/lots`: `action` is `mail` or `print`.
pub async fn begin_batch(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Begin>,
) -> Result<Response, Refusal> {
    caller.authorize_administrator().map_err(refusal::of)?;
    let Some(kind) = BatchKind::from_code(&form.action) else { return Err(Refusal(AppError::Malformed)) };
    let mut query = vec![
        ("ecole", form.ecole.as_str()),
        ("profil", form.profil.as_str()),
        ("niveau", form.niveau.as_str()),
        ("classe", form.classe.as_str()),
        ("qui", form.qui.as_str()),
    ];
    let address = app::address(PAGE, &query);
    match begin(&state, &caller, kind, &form).await {
        Ok(Made::Batch(id)) => Ok(Redirect::to(&format!("{PAGE}/{id}")).into_response()),
        Ok(Made::Moved) => {
            query.push(("fait", "change"));
            Ok(Redirect::to(&app::address(PAGE, &query)).into_response())
        }
        Err(reason) => {
            let kept =
                [("action", kind.code()), ("droits", form.droits.as_str()), ("code", form.code.as_str())];
            again(&state, parts, &address, reason, &kept).await
        }
    }
}

async fn begin(state: &AppState, caller: &Caller, kind: BatchKind, form: &Begin) -> Done<Made> {
    let backend = &state.backend;
    let proof = Proof { password: form.actuel.clone().into(), code: digits(&form.code) };
    let proved = door::prove(backend, caller, &proof).await?;
    let choice = PopulationChoice {
        school: form.ecole.clone(),
        profile: form.profil.clone(),
        level: form.niveau.clone(),
        class: form.classe.clone(),
        who: form.qui.clone(),
        rights: if form.droits.is_empty() { String::new() } else { WITH_RIGHTS.to_owned() },
    };
    let number = |text: &str| text.parse::<u64>().unwrap_or_default();
    let counted = number(&form.nombre).saturating_add(number(&form.droits));
    accounts::make_batch(backend, caller, kind, &choice, counted, &proved).await
}

/// `POST /administration/comptes/lots/{id}/coupons`: shows the page with the coupons of a sheet, whose
/// codes are shown nowhere else.
pub async fn print_coupons(
    State(state): State<AppState>,
    Segment(id): Segment<i64>,
    CallerOf(caller): CallerOf,
    headers: HeaderMap,
    Posted { form, parts }: Posted<Print>,
) -> Result<Response, Refusal> {
    caller.authorize_administrator().map_err(refusal::of)?;
    let address = format!("{PAGE}/{id}");
    match print(&state, &caller, id, &form, &origin(&state, &headers)).await {
        Ok(sheet) => {
            let outcome = FormOutcome { coupons: Some(sheet), ..FormOutcome::default() };
            Ok(page(&state, parts, &address, outcome).await)
        }
        Err(reason) => {
            let typed = [("feuille", form.feuille.as_str()), ("code", form.code.as_str())];
            again(&state, parts, &address, reason, &typed).await
        }
    }
}

async fn print(state: &AppState, caller: &Caller, id: i64, form: &Print, origin: &str) -> Done<PrintedSheet> {
    let backend = &state.backend;
    let first = form.feuille.parse().unwrap_or_default();
    let proof = Proof { password: form.actuel.clone().into(), code: digits(&form.code) };
    let proved = door::prove(backend, caller, &proof).await?;
    accounts::print_sheet(backend, caller, id, first, origin, &proved).await
}

/// `POST /administration/comptes/lots/{id}/annuler`
pub async fn stop_batch(
    State(state): State<AppState>,
    Segment(id): Segment<i64>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    accounts::stop_batch(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(&format!("{PAGE}/{id}"), &[("fait", "annule")])).into_response())
}

/// `POST /coupon`: leads to the page of the link that the code is. What was mistyped comes back.
pub async fn coupon(
    State(state): State<AppState>,
    Posted { form, parts }: Posted<Typed>,
) -> Result<Response, Refusal> {
    match door::find_coupon(&state.backend, &form.code).await {
        Ok(code) => Ok(Redirect::to(&format!("/mot-de-passe/{code}")).into_response()),
        Err(reason) => again(&state, parts, "/coupon", reason, &[("code", &form.code)]).await,
    }
}
