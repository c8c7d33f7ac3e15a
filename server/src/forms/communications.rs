//! The forms of communications.

use app::{AppError, TOLD_BEFORE, server_side::FormOutcome};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use backend::{Backend, Error, access::Caller, communications};
use domain::{
    CommunicationId, Conflict, DraftId,
    communications::{CommunicationInput, Confirmation},
    targets::{ALL_PARENTS, ALL_STAFF, MAX_TARGETS, TargetInput, add_shortcut},
    time::Millis,
};

use super::posted::{Posted, page, unread};
use crate::{
    AppState,
    door::{CallerOf, Query, Segment},
    refusal::{self, Refusal},
};

/// The field with the mark of the draft that the page shows.
const MARK: &str = "marque";

/// `POST /communications/nouvelle`: every button of the form, without JavaScript. What was typed is
/// first saved as a draft, so that the next page shows it.
pub async fn compose(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let mut before = None;
    let next = next_page(&state.backend, &caller, &pairs, &mut before).await?;
    let Some(before) = before else { return Ok(Redirect::to(&next).into_response()) };
    // Not in the address, where anybody could write any number.
    let mut outcome = FormOutcome::default();
    outcome.typed.insert(TOLD_BEFORE.to_owned(), before.to_string());
    let mut response = page(&state, parts, &next, outcome).await;
    // An error page already carries its own status.
    if response.status().is_success() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

/// Does what the button says, and returns the address of the next page. `before` becomes the number
/// of recipients that was confirmed, if another one has to be confirmed now.
async fn next_page(
    backend: &Backend,
    caller: &Caller,
    pairs: &[(String, String)],
    before: &mut Option<u64>,
) -> Result<String, Refusal> {
    let value = |name: &str| posted(pairs, name).unwrap_or_default();
    let (form_key, action) = (value("cle"), value("action"));
    let mut input = CommunicationInput::from_pairs(pairs);
    let step = match action {
        "deployer" | "confirmer" if leaves_a_file(&input, pairs) => "&etape=joindre".to_owned(),
        "confirmer" => {
            let confirmation: Option<Confirmation> = serde_json::from_str(value("confirmation")).ok();
            let done = communications::deploy(backend, caller, form_key, &input, confirmation.as_ref()).await;
            match done {
                Ok(deployed) => {
                    return Ok(format!("/communications/{}?deploye=1", deployed.id));
                }
                Err(Error::Conflict(Conflict::DeployedOtherwise { id, draft })) => {
                    return Ok(kept_aside(id, draft));
                }
                Err(Error::Conflict(Conflict::TakenBack { draft })) => return Ok(form_again(draft)),
                Err(reason) => {
                    if let Error::Conflict(Conflict::RecipientsMoved { before: told, .. }) = &reason {
                        *before = Some(*told);
                    }
                    match asked_again(reason) {
                        Ok(step) => step,
                        Err(refused) => return Err(kept_all_the_same(backend, caller, pairs, refused).await),
                    }
                }
            }
        }
        "effacer" => {
            communications::discard_draft(backend, caller, form_key).await.map_err(refusal::of)?;
            return Ok("/communications/nouvelle".to_owned());
        }
        "deployer" => "&etape=confirmer".to_owned(),
        "restreindre-cibles" => {
            match communications::narrow_to_readers(backend, caller, &mut input).await.map_err(refusal::of) {
                Ok(()) => place_of(action, &input.targets),
                Err(refused) => return Err(kept_all_the_same(backend, caller, pairs, refused).await),
            }
        }
        "reinitialiser" => "&etape=reinitialiser".to_owned(),
        _ => {
            change_targets(&mut input, action);
            place_of(action, &input.targets)
        }
    };
    match communications::save_draft_aside(backend, caller, form_key, &input, posted(pairs, MARK)).await {
        Ok((draft, None)) => Ok(format!("/communications/nouvelle?brouillon={draft}{step}")),
        Ok((draft, Some(_))) => Ok(format!("/communications/nouvelle?brouillon={draft}&refus=ailleurs")),
        Err(Error::Conflict(Conflict::DeployedOtherwise { id, draft })) => Ok(kept_aside(id, draft)),
        Err(Error::Conflict(Conflict::TakenBack { draft })) => Ok(form_again(draft)),
        Err(reason) => Err(refusal::of(reason)),
    }
}

/// A button that is refused: what was typed is a draft, in which something may have to change, such as the
/// severity. Never over what another page has saved meanwhile.
async fn kept_all_the_same(
    backend: &Backend,
    caller: &Caller,
    pairs: &[(String, String)],
    refused: Refusal,
) -> Refusal {
    // Where nothing can be stored, the page of the refusal has the texts.
    if !refused.0.passes() {
        let (form_key, input) =
            (posted(pairs, "cle").unwrap_or_default(), CommunicationInput::from_pairs(pairs));
        let _ =
            communications::save_draft_aside(backend, caller, form_key, &input, posted(pairs, MARK)).await;
    }
    refused
}

/// The first value of a control; `None` if the form has none of this name.
fn posted<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The page with the text of a form that was deployed with another one.
fn kept_aside(id: CommunicationId, draft: DraftId) -> String {
    format!("/communications/nouvelle?brouillon={draft}&deja={id}")
}

/// The form of a sending that was taken back.
fn form_again(draft: DraftId) -> String {
    format!("/communications/nouvelle?brouillon={draft}&fait=envoi-annule")
}

/// The query with which the form opens again, asks anew where it can, and says why.
fn asked_again(reason: Error) -> Result<String, Refusal> {
    let Error::Conflict(what) = reason else {
        return match reason {
            Error::Fields(_) => Ok("&etape=verifier".to_owned()),
            other => Err(refusal::of(other)),
        };
    };
    Ok(match what {
        Conflict::NotConfirmed => "&etape=confirmer&refus=question".to_owned(),
        Conflict::SchoolsChanged => "&etape=confirmer&refus=ecoles".to_owned(),
        Conflict::ContentChanged => "&etape=confirmer&refus=contenu".to_owned(),
        Conflict::PerimeterChanged => "&refus=perimetre".to_owned(),
        Conflict::RecipientsMoved { .. } => "&etape=confirmer".to_owned(),
        other => return Err(refusal::of(Error::Conflict(other))),
    })
}

/// Whether somebody chose a file but did not press *Joindre*: the form then carries only the name
/// of the file, and the communication would be sent without it.
fn leaves_a_file(input: &CommunicationInput, pairs: &[(String, String)]) -> bool {
    let left = |field: &str| pairs.iter().any(|(name, value)| name == field && !value.is_empty());
    (input.takes_files() && left("fichiers")) || (input.takes_picture() && left("image"))
}

/// Where the next page opens: at what the button has changed or found, which may be far below the top.
fn place_of(action: &str, targets: &[TargetInput]) -> String {
    let last = targets.len().max(1);
    let target = match action {
        "chercher-article" | "restreindre-cibles" => return "#article".to_owned(),
        "chercher-personnes" => {
            let searched = targets.iter().rposition(|target| !target.people_search.is_empty());
            searched.map_or(last, |position| position + 1)
        }
        "ajouter-cible" | ALL_PARENTS | ALL_STAFF => last,
        removed if removed.starts_with("retirer-cible-") => last,
        _ => return String::new(),
    };
    format!("#cible-{target}")
}

/// `ajouter-cible`, `retirer-cible-2`, `tous-les-parents`
fn change_targets(input: &mut CommunicationInput, action: &str) {
    if add_shortcut(&mut input.targets, action) {
        return;
    }
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

/// `POST /communications/brouillons/{id}/supprimer`. The button may be inside a form that somebody is
/// filling in: that form is saved, and shown again.
pub async fn delete_draft(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<DraftId>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(pairs) = form.map_err(|reason| unread(&reason))?;
    communications::delete_draft(&state.backend, &caller, id).await.map_err(refusal::of)?;
    back_to_form(&state, &caller, &pairs).await
}

/// `POST /communications/brouillons/supprimer`: all drafts but the one in hand.
pub async fn delete_drafts(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(pairs) = form.map_err(|reason| unread(&reason))?;
    let in_hand = posted(&pairs, "cle").unwrap_or_default();
    let shown = posted(&pairs, "vus").and_then(|at| at.parse().ok()).map(Millis);
    communications::delete_drafts(&state.backend, &caller, in_hand, shown).await.map_err(refusal::of)?;
    back_to_form(&state, &caller, &pairs).await
}

/// The form that somebody was filling in when they deleted drafts: it is saved first.
async fn back_to_form(
    state: &AppState,
    caller: &Caller,
    pairs: &[(String, String)],
) -> Result<Redirect, Refusal> {
    let value = |name: &str| posted(pairs, name).unwrap_or_default();
    let (form_key, opened) = (value("cle"), posted(pairs, MARK));
    let input = CommunicationInput::from_pairs(pairs);
    // A form in which nothing was written yet is no draft.
    if form_key.is_empty() || opened.unwrap_or_default().is_empty() && input.summary().is_empty() {
        return Ok(Redirect::to("/communications/nouvelle"));
    }
    let kept = communications::save_draft_aside(&state.backend, caller, form_key, &input, opened).await;
    let (draft, _) = kept.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/nouvelle?brouillon={draft}")))
}

/// `POST /communications/{id}/annuler`, with what went out beside it: `?aussi=`
pub async fn cancel(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Redirect, Refusal> {
    let also = posted(&pairs, "aussi").map(str::parse::<CommunicationId>).transpose();
    let also = also.map_err(|_| Refusal(AppError::NotFound))?;
    communications::cancel(&state.backend, &caller, id, also).await.map_err(refusal::of)?;
    Ok(Redirect::to(&format!("/communications/{id}")))
}

/// `POST /communications/{id}/annuler-envoi`
pub async fn take_back(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<CommunicationId>,
) -> Result<Redirect, Refusal> {
    let draft = communications::take_back(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&form_again(draft)))
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
