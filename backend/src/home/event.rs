use bytes::Bytes;
use domain::{PersonId, communications::view::PublishedAnnouncement, home::ShownItem};
use serde::Serialize;

use super::pages::{ReaderPage, announcements_for, reader_of};
use crate::{Backend, Error, Result, communications::note_sightings};

/// What an event carries to every open page of a group, so that they need not ask for it. It holds
/// nothing about a person.
#[derive(Serialize)]
pub(super) struct Carried<'a> {
    pub announcements: &'a [PublishedAnnouncement],
    pub items: Option<&'a [ShownItem]>,
    pub version: &'a str,
}

impl Carried<'_> {
    /// As a server-sent event. JSON has no line breaks, so it is one line of data.
    pub fn event(&self) -> Result<Bytes> {
        let json = serde_json::to_string(self)
            .map_err(|reason| Error::Inconsistent(format!("an event as JSON: {reason}")))?;
        Ok(format!("data: {json}\n\n").into())
    }
}

/// The event that brings a page to its reader. `None` if something on the page is for this reader
/// alone: the open page then asks for it.
pub async fn event_for(backend: &Backend, reader: PersonId, page: &ReaderPage) -> Result<Option<Bytes>> {
    let alone = !page.to_parents.is_empty() && reader_of(backend, reader).await?.several_children;
    Ok((!alone).then(|| page.event.clone()))
}

/// An open page has shown what an event carried.
pub async fn note_shown(backend: &Backend, reader: PersonId, version: &str) -> Result<()> {
    let page = announcements_for(backend, reader).await?;
    // If the page has changed meanwhile, another event is on its way.
    if page.version == version {
        note_sightings(backend, reader, &page.came_by);
    }
    Ok(())
}
