//! The forms of agendas and events.

use std::collections::BTreeMap;

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    agenda::{self, Change, NewForm},
};
use chrono::NaiveDate;
use domain::{EventId, SpaceId, agenda::EventInput, civil::parse_day, communications};

use super::{
    accounts::origin,
    posted::{Posted, page, refused},
};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

type Pairs = Vec<(String, String)>;

/// `POST /agenda/nouveau`
pub async fn add_event(
    State(state): State<AppState>,
    caller: CallerOf,
    posted: Posted<Pairs>,
) -> Result<Response, Refusal> {
    add(&state, caller, None, posted).await
}

/// `POST /espaces/{id}/agenda/nouveau`
pub async fn add_event_to_space(
    State(state): State<AppState>,
    Segment(id): Segment<SpaceId>,
    caller: CallerOf,
    posted: Posted<Pairs>,
) -> Result<Response, Refusal> {
    add(&state, caller, Some(id), posted).await
}

async fn add(
    state: &AppState,
    CallerOf(caller): CallerOf,
    of: Option<SpaceId>,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let form = communications::Posted::new(&pairs);
    let (key, input) = (form.value("cle"), EventInput::posted(&form));
    let new = NewForm { key: &key, input: &input, tells: form.is("prevenir", "oui") };
    match agenda::create(&state.backend, &caller, of, new).await {
        Ok(id) => Ok(to(&event_page(id, None), "enregistre")),
        Err(reason) => {
            let address = format!("{}/nouveau", agenda_page(of));
            again(state, parts, &address, reason, &pairs).await
        }
    }
}

/// `POST /evenements/{id}/modifier`: the whole event, or the occurrence of `date`.
pub async fn change_event(
    State(state): State<AppState>,
    Segment(id): Segment<EventId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let form = communications::Posted::new(&pairs);
    let input = EventInput::posted(&form);
    let day = day_of(&pairs)?;
    // Text that is no number matches no version.
    let sequence = form.value("version").parse().unwrap_or(-1);
    let change = Change {
        day,
        sequence,
        input: &input,
        tells: form.is("prevenir", "oui"),
        tells_readers: form.is("prevenir-lecteurs", "oui"),
    };
    match agenda::change(&state.backend, &caller, id, change).await {
        Ok(()) => Ok(to(&event_page(id, day), "enregistre")),
        Err(reason) => {
            let date = day.map(|day| day.to_string()).unwrap_or_default();
            let address = app::address(&format!("/evenements/{id}/modifier"), &[("date", &date)]);
            again(&state, parts, &address, reason, &pairs).await
        }
    }
}

/// `POST /evenements/{id}/annuler`
pub async fn cancel_event(
    State(state): State<AppState>,
    Segment(id): Segment<EventId>,
    CallerOf(caller): CallerOf,
) -> Result<Response, Refusal> {
    agenda::cancel(&state.backend, &caller, id).await.map_err(refusal::of)?;
    Ok(to(&event_page(id, None), "annule"))
}

/// `POST /evenements/{id}/supprimer`: the whole event, or the occurrence of `date`.
pub async fn remove_event(
    State(state): State<AppState>,
    Segment(id): Segment<EventId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, .. }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let day = day_of(&pairs)?;
    let left = agenda::remove(&state.backend, &caller, id, day).await.map_err(refusal::of)?;
    Ok(match left.event {
        Some(id) => to(&event_page(id, None), "date-supprimee"),
        None => to(&agenda_page(left.space), "supprime"),
    })
}

/// `POST /evenements/{id}/ajouter`: *Ajouter à mon agenda*, the whole event or the occurrence of `date`.
pub async fn copy_event(
    State(state): State<AppState>,
    Segment(id): Segment<EventId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, .. }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let day = day_of(&pairs)?;
    let copy = agenda::add_to_mine(&state.backend, &caller, id, day).await.map_err(refusal::of)?;
    Ok(to(&event_page(copy, None), "copie"))
}

/// `POST /agenda/flux`: makes, renews or revokes the private address of the own agenda. Where another tab made
/// one, the page says so, and asks before it ends.
pub async fn own_feed(
    State(state): State<AppState>,
    caller: CallerOf,
    posted: Posted<Pairs>,
) -> Result<Response, Refusal> {
    feed(&state, caller, None, posted).await
}

/// `POST /espaces/{id}/agenda/flux`
pub async fn space_calendar(
    State(state): State<AppState>,
    Segment(id): Segment<SpaceId>,
    caller: CallerOf,
    posted: Posted<Pairs>,
) -> Result<Response, Refusal> {
    feed(&state, caller, Some(id), posted).await
}

async fn feed(
    state: &AppState,
    CallerOf(caller): CallerOf,
    of: Option<SpaceId>,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let address = agenda_page(of);
    let token = match communications::Posted::new(&pairs).value("action").as_str() {
        "revoquer" => {
            agenda::revoke_feed(&state.backend, &caller, of).await.map_err(refusal::of)?;
            return Ok(to(&address, "adresse-revoquee"));
        }
        "creer" => agenda::make_feed(&state.backend, &caller, of).await,
        _ => agenda::renew_feed(&state.backend, &caller, of).await.map(Some),
    };
    let Some(token) = token.map_err(refusal::of)? else {
        return Ok(Redirect::to(&format!("{address}#flux")).into_response());
    };
    let made = format!("{}/agenda/flux/{token}.ics", origin(state, &parts.headers));
    let outcome = FormOutcome { typed: [("adresse".to_owned(), made)].into(), ..FormOutcome::default() };
    // It is in this answer only: nothing else knows the token.
    Ok(page(state, parts, &address, outcome).await)
}

/// The occurrence that a form names; nothing else than a day is accepted.
fn day_of(pairs: &[(String, String)]) -> Result<Option<NaiveDate>, Refusal> {
    match communications::Posted::new(pairs).value("date").as_str() {
        "" => Ok(None),
        date => parse_day(date).map(Some).ok_or(Refusal(AppError::NotFound)),
    }
}

fn agenda_page(of: Option<SpaceId>) -> String {
    of.map_or_else(|| "/agenda".to_owned(), |id| format!("/espaces/{id}/agenda"))
}

fn event_page(id: EventId, day: Option<NaiveDate>) -> String {
    let date = day.map(|day| day.to_string()).unwrap_or_default();
    app::address(&format!("/evenements/{id}"), &[("date", &date)])
}

fn to(page: &str, done: &str) -> Response {
    let mark = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{mark}fait={done}")).into_response()
}

/// The form again, with what was typed and the reasons of the refusal.
async fn again(
    state: &AppState,
    parts: Parts,
    address: &str,
    reason: Error,
    pairs: &[(String, String)],
) -> Result<Response, Refusal> {
    let outcome = FormOutcome { typed: kept(pairs), ..FormOutcome::default() };
    refused(state, parts, address, outcome, reason).await
}

/// What was typed, by control; the chosen days of the week are joined.
fn kept(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        match kept.get_mut(name) {
            Some(before) if name == "jour" => {
                before.push(',');
                before.push_str(value);
            }
            Some(_) => {}
            None => {
                kept.insert(name.clone(), value.clone());
            }
        }
    }
    kept
}
