//! The server functions of *Messagerie*: each one use case of the backend.

use domain::{
    MessageId,
    messages::view::{InboxFilter, InboxPage, InboxRow, MessageView},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, json::Json};

#[server(endpoint = "messages/inbox", input = Json, output = Json)]
pub async fn inbox(filter: InboxFilter) -> Result<InboxPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::messages::inbox(&backend, &caller, &filter).await)
}

/// The newest ones, for *Accueil*.
#[server(endpoint = "messages/latest", input = Json, output = Json)]
pub async fn latest() -> Result<Vec<InboxRow>, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::messages::latest(&backend, &caller).await)
}

/// Opens a message. A page that is fetched in advance, or for its head alone, was read by nobody.
#[server(endpoint = "messages/open", input = Json, output = Json)]
pub async fn open(id: MessageId) -> Result<MessageView, AppError> {
    let (backend, caller) = caller().await?;
    answer(if is_read() {
        backend::messages::open(&backend, &caller, id).await
    } else {
        backend::messages::peek(&backend, &caller, id).await
    })
}

#[cfg(feature = "ssr")]
fn is_read() -> bool {
    let Some(parts) = use_context::<http::request::Parts>() else { return false };
    let in_advance = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        let value = parts.headers.get(*name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.contains("prefetch") || value.contains("prerender"))
    });
    parts.method != http::Method::HEAD && !in_advance
}
