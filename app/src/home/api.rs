use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    CommunicationId,
    communications::view::{LatestSent, PublishedAnnouncement},
    directory::ConcernedChild,
    home::{AgendaBlocks, ArchiveFilter, ArchivePage, ReaderClock, ShownItem},
    versions::Corrected,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{AppError, json::Json, messages::LatestRows, named::NamedClient};

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    pub today: NaiveDate,
    pub clock: ReaderClock,
    pub announcements: Vec<PublishedAnnouncement>,
    /// The reader's own children whom announcements concern.
    pub children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    /// The corrections of announcements, as this reader sees them.
    pub corrected: BTreeMap<CommunicationId, Corrected>,
    /// The announcements that the reader has put away.
    pub folded: BTreeSet<CommunicationId>,
    /// *Actualités*; `None` if they could not be read.
    pub items: Option<Vec<ShownItem>>,
    /// The version that this page shows, for the event stream.
    pub version: String,
}

/// The whole of it, for an open page that asks again.
#[server(endpoint = "home", input = Json, output = Json, client = NamedClient)]
pub async fn load_home() -> Result<Home, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    let page = backend::home::announcements_for(&backend, caller.person).await;
    answer(match page {
        Ok(page) => home_of(&backend, &caller, &page).await,
        Err(reason) => Err(reason),
    })
}

#[cfg(feature = "ssr")]
async fn home_of(
    backend: &backend::Backend,
    caller: &backend::access::Caller,
    page: &backend::home::ReaderPage,
) -> backend::Result<Home> {
    let Own { children, corrected, folded } = own_of(backend, caller, page, None).await?;
    let clock = backend::home::clock_of(backend, caller)?;
    Ok(Home {
        today: clock.today,
        clock,
        announcements: page.announcements.iter().map(|announced| announced.said.clone()).collect(),
        children,
        corrected,
        folded,
        items: page.items.clone(),
        version: page.version()?.to_string(),
    })
}

/// What stands beside the announcements of a page for one reader alone.
#[cfg(feature = "ssr")]
pub(super) struct Own {
    pub children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    pub corrected: BTreeMap<CommunicationId, Corrected>,
    pub folded: BTreeSet<CommunicationId>,
}

/// Reads it, and notes that the reader sees the page.
#[cfg(feature = "ssr")]
pub(super) async fn own_of(
    backend: &backend::Backend,
    caller: &backend::access::Caller,
    page: &backend::home::ReaderPage,
    personal: Option<&backend::home::PersonalOnce>,
) -> backend::Result<Own> {
    // Before it is noted that this page shows the present text.
    let corrected = backend::home::corrections(backend, caller, page).await?;
    backend::communications::note_sightings(backend, caller, &page.came_by);
    let children = backend::home::children_concerned(backend, caller.person, page).await?;
    let folded = match personal {
        Some(personal) => personal.folded(backend, caller, page).await?,
        None => backend::home::folded(backend, caller, page).await?,
    };
    Ok(Own { children, corrected, folded })
}

/// A page of *Actualités* by month.
#[server(endpoint = "home/archive", input = Json, output = Json, client = NamedClient)]
pub async fn load_archive(filter: ArchiveFilter) -> Result<ArchivePage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::home::archive_for(&backend, &caller, &filter).await)
}

/// An open page has shown what an event carried; its module says so.
#[server(endpoint = "home/shown", input = Json, output = Json, client = NamedClient)]
pub async fn note_shown(version: String) -> Result<(), AppError> {
    use crate::server_side::{answer, reader};
    let (backend, person) = reader()?;
    answer(backend::home::note_shown(&backend, person, &version).await)
}

/// The blocks after the announcements. Each is `None` when it could not be read in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocks {
    /// *Actualités*
    pub items: Option<Vec<ShownItem>>,
    pub latest: Option<LatestRows>,
    pub agenda: Option<AgendaBlocks>,
    /// What the reader sent last; empty for somebody who sends nothing.
    pub sent: Option<Vec<LatestSent>>,
}

#[server(endpoint = "home/blocks", input = Json, output = Json, client = NamedClient)]
pub async fn load_blocks() -> Result<Blocks, AppError> {
    use crate::server_side::caller;
    use backend::home::{in_time, items_for};
    let (backend, caller) = caller().await?;
    let items = async { Ok(items_for(&backend, caller.person).await?.items.clone()) };
    let (items, blocks) = futures::join!(in_time(&backend, "items", items), others(&backend, &caller, None));
    Ok(Blocks { items: items.flatten(), ..blocks })
}

/// The blocks without *Actualités*.
#[cfg(feature = "ssr")]
pub(super) async fn others(
    backend: &backend::Backend,
    caller: &backend::access::Caller,
    personal: Option<&backend::home::PersonalOnce>,
) -> Blocks {
    use crate::messages::latest_rows;
    use backend::{
        communications::latest_sent,
        home::{agenda_blocks, in_time},
    };
    let (latest, agenda, sent) = futures::join!(
        in_time(backend, "messages", latest_rows(backend, caller, personal)),
        in_time(backend, "agenda", agenda_blocks(backend, caller, personal)),
        in_time(backend, "sent", latest_sent(backend, caller)),
    );
    Blocks { items: None, latest, agenda, sent }
}
