//! The server functions of agendas: each one use case of the backend.

use domain::{
    EventId, SpaceId,
    agenda::view::{AgendaPage, AgendaQuery, EventForm, EventView},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, json::Json, named::NamedClient};

/// A part of an agenda: the own one, or that of a space.
#[server(endpoint = "agenda", input = Json, output = Json, client = NamedClient)]
pub async fn agenda(space: Option<SpaceId>, query: AgendaQuery) -> Result<AgendaPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(match space {
        None => backend::agenda::agenda(&backend, &caller, &query).await,
        Some(id) => backend::agenda::agenda_of_space(&backend, &caller, id, &query).await,
    })
}

/// An event; `day` is that of one occurrence, as `yyyy-mm-dd`.
#[server(endpoint = "agenda/event", input = Json, output = Json, client = NamedClient)]
pub async fn event(id: EventId, day: String) -> Result<EventView, AppError> {
    let (backend, caller) = caller().await?;
    let day = domain::civil::parse_day(&day);
    answer(backend::agenda::event(&backend, &caller, id, day).await)
}

/// The form of a new event, which begins on `day` if that is a day.
#[server(endpoint = "agenda/form", input = Json, output = Json, client = NamedClient)]
pub async fn new_form(space: Option<SpaceId>, day: String) -> Result<EventForm, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::agenda::new_form(&backend, &caller, space, &day).await)
}

/// The form of an event that is there, or of one of its occurrences.
#[server(endpoint = "agenda/form/event", input = Json, output = Json, client = NamedClient)]
pub async fn edit_form(id: EventId, day: String) -> Result<EventForm, AppError> {
    let (backend, caller) = caller().await?;
    let day = domain::civil::parse_day(&day);
    answer(backend::agenda::edit_form(&backend, &caller, id, day).await)
}
