use bytes::Bytes;
use domain::PersonId;

use super::pages::{ReaderPage, announcements_for, reader_of};
use crate::{Backend, Result, communications::note_sightings};

/// The event that brings a page to its reader. `None` if something on the page is for this reader
/// alone: the open page then asks for it.
pub async fn event_for(backend: &Backend, reader: PersonId, page: &ReaderPage) -> Result<Option<Bytes>> {
    // Whoever had seen the old text sees what changed, and what they put away may open again.
    let corrected = page.announcements.iter().any(|shown| shown.corrected_at.is_some());
    if has_own_order(page) {
        return Ok(None);
    }
    let alone =
        corrected || !page.to_parents.is_empty() && reader_of(backend, reader).await?.several_children;
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

/// Whether the browser of whoever asks wants the second version of something on the page first, in a
/// language that no page has. What many readers share then begins with the other one.
fn has_own_order(page: &ReaderPage) -> bool {
    let reads = crate::request::reads_first();
    let wished = |language: domain::communications::Spoken| {
        reads.contains(&language) && words::Language::from_code(language.code()).is_none()
    };
    let announcements = page.announcements.iter().filter_map(|shown| shown.second.as_ref());
    let items = page.items.iter().flatten().filter_map(|item| item.second.as_ref());
    announcements.map(|second| second.language).chain(items.map(|(language, _)| *language)).any(wished)
}
