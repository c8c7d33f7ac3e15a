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

use crate::{
    AppError,
    json::Json,
    messages::{LatestRows, load_latest},
    named::NamedClient,
};

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

/// The announcements of a page that is made on the server; its other parts follow.
pub async fn load_announcements() -> Result<Home, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        let page = backend::home::announcements_first(&backend, caller.person).await;
        let home = answer(match page {
            Ok(page) => home_of(&backend, &caller, &page).await,
            Err(reason) => Err(reason),
        })?;
        // *Actualités* come with the other blocks.
        Ok(Home { items: None, ..home })
    }
    #[cfg(not(feature = "ssr"))]
    load_home().await
}

/// *Derniers messages* alone, with the civil day of the reader.
pub async fn load_messages() -> Result<(LatestRows, NaiveDate), AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        let today = answer(backend::home::today_of(&backend, &caller))?;
        Ok((load_latest().await?, today))
    }
    #[cfg(not(feature = "ssr"))]
    load_latest().await.map(|latest| (latest, NaiveDate::default()))
}

#[cfg(feature = "ssr")]
async fn home_of(
    backend: &backend::Backend,
    caller: &backend::access::Caller,
    page: &backend::home::ReaderPage,
) -> backend::Result<Home> {
    // Before it is noted that this page shows the present text.
    let corrected = backend::home::corrections(backend, caller, page).await?;
    backend::communications::note_sightings(backend, caller, &page.came_by);
    let clock = backend::home::clock_of(backend, caller)?;
    Ok(Home {
        today: clock.today,
        clock,
        announcements: page.announcements.iter().map(|announced| announced.said.clone()).collect(),
        children: backend::home::children_concerned(backend, caller.person, page).await?,
        corrected,
        folded: backend::home::folded(backend, caller, page).await?,
        items: page.items.clone(),
        version: page.version()?.to_string(),
    })
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
    use crate::{messages::latest_rows, server_side::caller};
    use backend::{
        communications::latest_sent,
        home::{agenda_blocks, announcements_for, in_time},
    };
    let (backend, caller) = caller().await?;
    let items = async { Ok(announcements_for(&backend, caller.person).await?.items.clone()) };
    let (items, latest, agenda, sent) = futures::join!(
        in_time(&backend, "items", items),
        in_time(&backend, "messages", latest_rows(&backend, &caller)),
        in_time(&backend, "agenda", agenda_blocks(&backend, &caller)),
        in_time(&backend, "sent", latest_sent(&backend, &caller)),
    );
    Ok(Blocks { items: items.flatten(), latest, agenda, sent })
}
