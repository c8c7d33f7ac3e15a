//! The forms of *Portails*.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    access::Caller,
    door::{self, Proof, Proved},
    portals,
};
use domain::{
    PortalId, PortalKeyId,
    portals::{PortalInput, PortalState},
};
use serde::Deserialize;

use super::posted::{Posted, again, digits, page};
use crate::{
    AppState,
    door::{CallerOf, Segment, Segments},
    refusal::{self, Refusal},
};

const PAGE: &str = "/administration/portails";

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    nom: String,
    emetteur: String,
    prefixes: String,
    origines: String,
    adresse_cles: String,
    affiche: String,
    actuel: String,
    code: String,
}

impl Settings {
    fn input(&self) -> PortalInput {
        PortalInput {
            name: self.nom.clone(),
            issuer: self.emetteur.clone(),
            prefixes: self.prefixes.clone(),
            origins: portals::each_as_browsers_write(&self.origines),
            keys_address: portals::as_browsers_write(&self.adresse_cles),
            shown: self.affiche.clone(),
        }
    }

    fn typed<'a>(&'a self, action: &'a str) -> [(&'a str, &'a str); 8] {
        [
            ("action", action),
            ("nom", &self.nom),
            ("emetteur", &self.emetteur),
            ("prefixes", &self.prefixes),
            ("origines", &self.origines),
            ("adresse-cles", &self.adresse_cles),
            ("affiche", &self.affiche),
            ("code", &self.code),
        ]
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Key {
    cle: String,
    actuel: String,
    code: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    action: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Statement {
    declaration: String,
}

/// `POST /administration/portails`
pub async fn register_portal(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Settings>,
) -> Result<Response, Refusal> {
    match register(&state, &caller, &form).await {
        Ok(id) => Ok(done(id, "enregistrer")),
        Err(reason) => again(&state, parts, PAGE, reason, &form.typed("enregistrer")).await,
    }
}

/// `POST /administration/portails/{id}`
pub async fn change_portal(
    State(state): State<AppState>,
    Segment(id): Segment<PortalId>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Settings>,
) -> Result<Response, Refusal> {
    match change(&state, &caller, id, &form).await {
        Ok(()) => Ok(done(id, "modifier")),
        Err(reason) => again(&state, parts, &of(id), reason, &form.typed("modifier")).await,
    }
}

/// `POST /administration/portails/{id}/cles`
pub async fn add_portal_key(
    State(state): State<AppState>,
    Segment(id): Segment<PortalId>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Key>,
) -> Result<Response, Refusal> {
    match add_key(&state, &caller, id, &form).await {
        Ok(()) => Ok(done(id, "cle")),
        Err(reason) => {
            // A private key is not sent back either.
            let kept = if portals::may_be_secret(&form.cle) { "" } else { &form.cle };
            again(
                &state,
                parts,
                &of(id),
                reason,
                &[("action", "ajouter-cle"), ("cle", kept), ("code", &form.code)],
            )
            .await
        }
    }
}

/// `POST /administration/portails/{id}/cles/{cle}/retirer`
pub async fn remove_portal_key(
    State(state): State<AppState>,
    Segments(id, key): Segments<PortalId, PortalKeyId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    portals::remove_key(&state.backend, &caller, id, key).await.map_err(refusal::of)?;
    Ok(done(id, "retirer"))
}

/// `POST /administration/portails/{id}/etat`: `action` is `suspendre` or `reprendre`.
pub async fn portal_state(
    State(state): State<AppState>,
    Segment(id): Segment<PortalId>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Wanted>,
) -> Result<Response, Refusal> {
    let to = match form.action.as_str() {
        "suspendre" => PortalState::Paused,
        "reprendre" => PortalState::Active,
        _ => return Err(Refusal(AppError::Malformed)),
    };
    portals::set_state(&state.backend, &caller, id, to).await.map_err(refusal::of)?;
    Ok(done(id, &form.action))
}

/// `POST /administration/portails/{id}/supprimer`
pub async fn remove_portal(
    State(state): State<AppState>,
    Segment(id): Segment<PortalId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    portals::remove(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(PAGE, &[("fait", "supprimer")])).into_response())
}

/// `POST /administration/portails/{id}/essai`: shows the page again with what was found.
pub async fn try_statement(
    State(state): State<AppState>,
    Segment(id): Segment<PortalId>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<Statement>,
) -> Result<Response, Refusal> {
    let address = of(id);
    match portals::try_statement(&state.backend, &caller, id, &form.declaration).await {
        Ok(tried) => {
            let outcome = FormOutcome { tried: Some(tried), ..FormOutcome::default() };
            Ok(page(&state, parts, &address, outcome).await)
        }
        Err(reason) => {
            let typed = [("action", "essayer"), ("declaration", form.declaration.as_str())];
            again(&state, parts, &address, reason, &typed).await
        }
    }
}

async fn register(state: &AppState, caller: &Caller, form: &Settings) -> backend::Result<PortalId> {
    let (input, proved) = settings(state, caller, form).await?;
    portals::register(&state.backend, caller, &input, &proved).await
}

async fn change(state: &AppState, caller: &Caller, id: PortalId, form: &Settings) -> backend::Result<()> {
    let (input, proved) = settings(state, caller, form).await?;
    portals::change(&state.backend, caller, id, &input, &proved).await
}

async fn add_key(state: &AppState, caller: &Caller, id: PortalId, form: &Key) -> backend::Result<()> {
    caller.authorize_administrator()?;
    let proved = prove(state, caller, &form.actuel, &form.code).await?;
    portals::add_key(&state.backend, caller, id, &form.cle, &proved).await
}

/// What is wrong in the form is said before the password is asked for again.
async fn settings(
    state: &AppState,
    caller: &Caller,
    form: &Settings,
) -> backend::Result<(PortalInput, Proved)> {
    caller.authorize_administrator()?;
    let input = form.input();
    input.parse().map_err(Error::Fields)?;
    let proved = prove(state, caller, &form.actuel, &form.code).await?;
    Ok((input, proved))
}

async fn prove(state: &AppState, caller: &Caller, password: &str, code: &str) -> backend::Result<Proved> {
    let proof = Proof { password: password.into(), code: digits(code) };
    door::prove(&state.backend, caller, &proof).await
}

fn of(id: PortalId) -> String {
    format!("{PAGE}/{id}")
}

fn done(id: PortalId, what: &str) -> Response {
    Redirect::to(&app::address(&of(id), &[("fait", what)])).into_response()
}
