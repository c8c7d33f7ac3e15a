use std::sync::Arc;

use bytes::Bytes;
use domain::{PersonId, communications::Spoken, home::ReaderClock};

use super::{
    announced::Announced,
    card::{Card, CardFor},
    for_reader::{announcements_for, reader_of},
    pages::ReaderPage,
    today::clock_in,
};
use crate::{Backend, Required, Result, communications::note_sightings, request};

/// The event that brings a page to its reader, in the language of whoever asks. `None` if something on
/// the page is for this reader alone: the open page then asks for it.
///
/// `write` writes what the event carries, in one line: the lists of the page as they are shown to
/// everybody on this wall clock. It is written once for all readers of the page.
pub async fn event_for(
    backend: &Backend,
    reader: PersonId,
    page: &ReaderPage,
    write: impl FnOnce(ReaderClock) -> Option<String>,
) -> Result<Option<Bytes>> {
    // Whoever had seen the old text sees what changed, and what they put away may open again.
    let corrected = page.announcements.iter().any(|shown| shown.corrected_at.is_some());
    if has_own_order(page) {
        return Ok(None);
    }
    let alone =
        corrected || !page.to_parents.is_empty() && reader_of(backend, reader).await?.several_children;
    let Some(zone) = page.zone.filter(|_| !alone) else { return Ok(None) };
    let clock = clock_in(backend, zone)?;
    let version = page.version()?;
    let key = (Arc::clone(&version), request::language(), clock);
    let event = backend.home.event(key, || {
        let carried = write(clock).filter(|carried| !carried.contains(['\n', '\r']))?;
        Some(format!("event: annonces\nid: {version}\ndata: {carried}\n\n").into())
    });
    event.map(Some).required("an event on one line")
}

/// The card of an announcement, as it was kept or written now. A correction makes another
/// [`Announced`], so a kept card is never an old one.
pub fn card_of(
    backend: &Backend,
    announced: &Announced,
    read: CardFor,
    write: impl FnOnce() -> Card,
) -> Arc<Card> {
    backend.home.card((announced.number, read), write)
}

/// *Actualités* of a page as HTML, written once for all who read the same page in the same language on
/// the same wall clock; for this reader alone if their browser wants another order.
pub fn items_as_shown(
    backend: &Backend,
    page: &ReaderPage,
    clock: ReaderClock,
    write: impl FnOnce() -> String,
) -> Result<Arc<str>> {
    if has_own_order(page) {
        return Ok(write().into());
    }
    Ok(backend.home.list((page.version()?, request::language(), clock), write))
}

/// An open page has shown what an event carried.
pub async fn note_shown(backend: &Backend, reader: PersonId, version: &str) -> Result<()> {
    let page = announcements_for(backend, reader).await?;
    // If the page has changed meanwhile, another event is on its way.
    if &*page.version()? == version {
        note_sightings(backend, reader, &page.came_by);
    }
    Ok(())
}

/// Whether whoever asks wants the versions of something on the page in another order than what many
/// readers share, which knows only the language of its words.
fn has_own_order(page: &ReaderPage) -> bool {
    let own = request::reads_first();
    let shared = Spoken::read_first("", request::language().code());
    let differs = |(first, second): (Spoken, Spoken)| {
        second.comes_before(first, &own) != second.comes_before(first, &shared)
    };
    let announcements = page.announcements.iter();
    let announced = announcements.filter_map(|shown| Some((shown.language, shown.second.as_ref()?.language)));
    let items = page.items.iter().flatten();
    let listed = items.filter_map(|item| Some((item.language, item.second.as_ref()?.0)));
    announced.chain(listed).any(differs)
}
