//! The forms of communications.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::Redirect,
};
use backend::{Error, communications};
use domain::{
    CommunicationId, DraftId,
    communications::CommunicationInput,
    targets::{MAX_TARGETS, TargetInput},
};

use super::posted::unread;
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// `POST /communications/nouvelle`: every button of the form, without JavaScript. What was typed is
/// first saved as a draft, so that the next page shows it.
pub async fn compose(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(pairs) = form.map_err(|reason| unread(&reason))?;
    let backend = &state.backend;
    let value =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (form_key, action) = (value("cle"), value("action"));
    let mut input = CommunicationInput::from_pairs(&pairs);
    let step = match action {
        "deployer" | "confirmer" if leaves_a_file(&input, &pairs) => "&etape=joindre",
        "confirmer" => match communications::deploy(backend, &caller, form_key, &input).await {
            Ok(deployed) => return Ok(Redirect::to(&format!("/communications/{}?deploye=1", deployed.id))),
            Err(Error::Fields(_)) => "&etape=verifier",
            Err(reason @ Error::SeverityForbidden(_)) => {
                // What was typed is kept: only its severity has to change.
                communications::save_draft(backend, &caller, form_key, &input).await.map_err(refusal::of)?;
                return Err(refusal::of(reason));
            }
            Err(reason) => return Err(refusal::of(reason)),
        },
        "effacer" => {
            communications::discard_draft(backend, &caller, form_key).await.map_err(refusal::of)?;
            return Ok(Redirect::to("/communications/nouvelle"));
        }
        "deployer" => "&etape=confirmer",
        "reinitialiser" => "&etape=reinitialiser",
        _ => {
            change_targets(&mut input, action);
            ""
        }
    };
    let (draft, _) =
        communications::save_draft(backend, &caller, form_key, &input).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/nouvelle?brouillon={draft}{step}")))
}

/// Whether somebody chose a file but did not press *Joindre*: the form then carries only the name
/// of the file, and the communication would be sent without it.
fn leaves_a_file(input: &CommunicationInput, pairs: &[(String, String)]) -> bool {
    input.takes_files() && pairs.iter().any(|(name, value)| name == "fichiers" && !value.is_empty())
}

/// `ajouter-cible`, `retirer-cible-2`
fn change_targets(input: &mut CommunicationInput, action: &str) {
    if action == "ajouter-cible" && input.targets.len() < MAX_TARGETS {
        input.targets.push(TargetInput::default());
    }
    let removed = action.strip_prefix("retirer-cible-").and_then(|number| number.parse::<usize>().ok());
    if let Some(position) = removed.and_then(|number| number.checked_sub(1))
        && position < input.targets.len()
        && input.targets.len() > 1
    {
        input.targets.remove(position);
    }
}

/// `POST /communications/brouillons/{id}/supprimer`
pub async fn delete_draft(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<DraftId>,
) -> Result<Redirect, Refusal> {
    communications::delete_draft(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to("/communications/nouvelle"))
}

/// `POST /communications/{id}/annuler`
pub async fn cancel(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
) -> Result<Redirect, Refusal> {
    communications::cancel(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/{id}")))
}

/// `POST /communications/{id}/relancer`
pub async fn remind(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
) -> Result<Redirect, Refusal> {
    let people = communications::remind(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/{id}?relances={people}")))
}
