//! The page of a reader: as it was kept for the group, or made anew.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{EstablishmentId, PersonId, time::Millis};

use super::{
    board::Board,
    items::Stream,
    pages::{ReaderPage, page_of},
    readers::{Group, Reader},
};
use crate::{Backend, Error, Result};

/// How long *Actualités* may take, less than what the page waits for a block.
const WAIT: Duration = Duration::from_millis(700);
/// How long the announcements of a page wait for them.
const SOON: Duration = Duration::from_millis(50);

/// What `reader` sees now: first alerts, then warnings, then information, each newest first.
pub async fn announcements_for(backend: &Backend, reader: PersonId) -> Result<Arc<ReaderPage>> {
    let group = reader_of(backend, reader).await?.group;
    page_in(backend, &group, reader).await
}

/// The same for what else is on it, which is there without the announcements if those cannot be read.
/// Nobody else is given such a page.
pub async fn items_for(backend: &Backend, reader: PersonId) -> Result<Arc<ReaderPage>> {
    let reason = match announcements_for(backend, reader).await {
        Err(reason) => reason,
        page => return page,
    };
    tracing::warn!(%reason, "the news of a home page are read without its announcements");
    let now = backend.clock.now();
    let group = reader_of(backend, reader).await?.group;
    let page = Box::pin(items_alone(backend, &group, now)).await;
    if !page.names(reader) {
        return Ok(Arc::new(page));
    }
    let group = backend.home.readers().alone(&group, reader);
    Ok(Arc::new(Box::pin(items_alone(backend, &group, now)).await))
}

async fn items_alone(backend: &Backend, group: &Arc<Group>, now: Millis) -> ReaderPage {
    let at = backend.home.boards().now();
    let stream = stream_of(backend, group, now).await;
    page_of(group, &BTreeMap::new(), stream, now, at)
}

/// The page of a reader of this group.
pub(super) async fn page_in(
    backend: &Backend,
    group: &Arc<Group>,
    reader: PersonId,
) -> Result<Arc<ReaderPage>> {
    let now = backend.clock.now();
    let page = page_for(backend, group, now).await?;
    if !page.names(reader) {
        return Ok(page);
    }
    page_for(backend, &backend.home.readers().alone(group, reader), now).await
}

/// The page of a group, as it was kept, or made anew.
async fn page_for(backend: &Backend, group: &Arc<Group>, now: Millis) -> Result<Arc<ReaderPage>> {
    if let Some(page) = backend.home.kept(group, now) {
        return Ok(page);
    }
    // In a box: this future would make those of all requests larger.
    Box::pin(make(backend, group, now)).await
}

/// The same for a page that shows its parts one after the other: it has no *Actualités* if they are
/// slow, and [`announcements_for`] has them later.
pub async fn announcements_first(backend: &Backend, reader: PersonId) -> Result<Arc<ReaderPage>> {
    let now = backend.clock.now();
    let group = reader_of(backend, reader).await?.group;
    let page = first_for(backend, &group, now).await?;
    if !page.names(reader) {
        return Ok(page);
    }
    first_for(backend, &backend.home.readers().alone(&group, reader), now).await
}

async fn first_for(backend: &Backend, group: &Arc<Group>, now: Millis) -> Result<Arc<ReaderPage>> {
    if let Some(page) = backend.home.kept(group, now) {
        return Ok(page);
    }
    let at = backend.home.boards().now();
    let read = boards_of(backend, group, now).await?;
    match tokio::time::timeout(SOON, Box::pin(make(backend, group, now))).await {
        Ok(page) => page,
        // Nobody else is given this page.
        Err(_) => Ok(Arc::new(page_of(group, &read, None, now, at))),
    }
}

/// The announcements of each school of a group.
async fn boards_of(
    backend: &Backend,
    group: &Group,
    now: Millis,
) -> Result<BTreeMap<EstablishmentId, Arc<Board>>> {
    let mut read = BTreeMap::new();
    for school in &group.schools {
        read.insert(*school, backend.home.boards().of(&backend.db, *school, now).await?);
    }
    Ok(read)
}

/// Makes the page of a group anew.
async fn make(backend: &Backend, group: &Arc<Group>, now: Millis) -> Result<Arc<ReaderPage>> {
    let at = backend.home.boards().now();
    let read = boards_of(backend, group, now).await?;
    let stream = stream_of(backend, group, now).await;
    // Others of the group waited for the same boards.
    if let Some(page) = backend.home.kept(group, now) {
        return Ok(page);
    }
    let by_class = stream.as_ref().is_none_or(|stream| stream.by_class)
        || read.values().flat_map(|board| &board.entries).any(|entry| entry.audience.names_classes());
    let group = group.plain.as_ref().filter(|_| !by_class).unwrap_or(group);
    let page = Arc::new(page_of(group, &read, stream, now, at));
    backend.home.keep(&page);
    Ok(page)
}

/// *Actualités* of a group. Announcements do not wait for them, and do not fail with them.
async fn stream_of(backend: &Backend, group: &Group, now: Millis) -> Option<Stream> {
    let read = async {
        backend.failpoint.between("home-items").await;
        let mut read = BTreeMap::new();
        for school in &group.schools {
            read.insert(*school, backend.home.boards().items_of(&backend.db, *school, now).await?);
        }
        Ok::<_, Error>(read)
    };
    match tokio::time::timeout(WAIT, read).await {
        Ok(Ok(boards)) => Some(Stream::of(group, &boards, now)),
        Ok(Err(reason)) => {
            tracing::warn!(%reason, "the news of a home page could not be read");
            None
        }
        Err(_) => {
            tracing::warn!("the news of a home page took too long");
            None
        }
    }
}

/// The schools whose boards `reader` sees.
pub async fn schools_of(backend: &Backend, reader: PersonId) -> Result<Vec<EstablishmentId>> {
    Ok(reader_of(backend, reader).await?.group.schools.iter().copied().collect())
}

pub(super) async fn reader_of(backend: &Backend, reader: PersonId) -> Result<Reader> {
    backend.home.readers().reader(&backend.db, reader, backend.revisions().directory).await
}
