//! The server functions of *Messagerie*: each one use case of the backend.

use domain::{
    MessageId,
    messages::view::{InboxFilter, InboxPage, InboxRow, MessageView, WrittenPage},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, json::Json, named::NamedClient};

#[server(endpoint = "messages/inbox", input = Json, output = Json, client = NamedClient)]
pub async fn inbox(filter: InboxFilter) -> Result<InboxPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::messages::inbox(&backend, &caller, &filter).await)
}

/// What *Derniers messages* shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestRows {
    pub rows: Vec<InboxRow>,
    /// The version of the inbox that the rows belong to.
    pub version: String,
}

/// The newest ones, as *Accueil* shows them. The module of the page asks here whose session this is.
#[server(endpoint = "messages/latest", input = Json, output = Json, client = NamedClient)]
pub async fn latest() -> Result<LatestRows, AppError> {
    let (backend, caller) = caller().await?;
    answer(latest_rows(&backend, &caller, None).await)
}

/// With `personal`, as a home page has read them already.
#[cfg(feature = "ssr")]
pub async fn latest_rows(
    backend: &backend::Backend,
    caller: &backend::access::Caller,
    personal: Option<&backend::home::PersonalOnce>,
) -> backend::Result<LatestRows> {
    if let Some(personal) = personal {
        let personal = personal.load(backend, caller.person).await?;
        let inbox = &personal.inbox;
        return Ok(LatestRows { rows: inbox.latest(caller), version: inbox.version.clone() });
    }
    // Read before the rows: the event stream reports what arrives in between.
    let version = backend::messages::version_of(backend, caller.person).await?;
    let rows = backend::messages::latest(backend, caller).await?;
    Ok(LatestRows { rows, version })
}

/// Opens a message. A prefetched page, or a HEAD request, does not count as read.
#[server(endpoint = "messages/open", input = Json, output = Json, client = NamedClient)]
pub async fn open(id: MessageId) -> Result<MessageView, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::messages::open(&backend, &caller, id).await)
}

/// *Envoyés*
#[server(endpoint = "messages/written", input = Json, output = Json, client = NamedClient)]
pub async fn written(before: Option<MessageId>) -> Result<WrittenPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::messages::written(&backend, &caller, before).await)
}
