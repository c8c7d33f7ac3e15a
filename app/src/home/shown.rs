//! What the pages of *Accueil* are made of on the server. It is never sent as data.

use std::sync::Arc;

use backend::{
    Backend, Error,
    access::Caller,
    home::{PersonalOnce, ReaderPage},
};
use chrono::NaiveDate;
use domain::{communications::view::LatestSent, home::AgendaBlocks};
use leptos::prelude::use_context;

use super::{
    api::{Blocks, Own, others, own_of},
    live::Lists,
    shared::{items, lines},
};
use crate::{
    AppError,
    messages::{LatestRows, load_latest},
    named::person,
    server_side::{answer, caller},
};

/// The announcements of a page.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub today: NaiveDate,
    /// For the event stream.
    pub version: String,
    pub lists: Arc<Lists>,
    /// *Actualités* as HTML; `None` if they could not be read.
    pub items: Option<Arc<str>>,
    /// The announcements could not be read.
    pub missing: bool,
}

/// The announcements with *Actualités*, for an open page that asks again.
pub async fn announcements() -> Result<Shown, AppError> {
    let (backend, caller) = caller().await?;
    let page = backend::home::announcements_for(&backend, caller.person).await;
    answer(shown_of(&backend, &caller, page, None).await)
}

/// The announcements first; *Actualités* come with the other blocks, which are there without them, too.
pub async fn announcements_first() -> Result<Shown, AppError> {
    let personal = use_context::<PersonalOnce>();
    let (backend, caller) = caller().await?;
    let page = backend::home::announcements_first(&backend, caller.person).await;
    let shown = match shown_of(&backend, &caller, page, personal.as_ref()).await {
        // No other block could be read either.
        Err(reason @ (Error::Away(_) | Error::SignedOut)) => return answer(Err(reason)),
        shown => backend::home::or_missing("announcements", shown),
    };
    if let Some(shown) = shown {
        return Ok(shown);
    }
    let today = answer(backend::home::today_of(&backend, &caller))?;
    Ok(Shown { today, missing: true, ..Shown::default() })
}

async fn shown_of(
    backend: &Backend,
    caller: &Caller,
    page: backend::Result<Arc<ReaderPage>>,
    personal: Option<&PersonalOnce>,
) -> backend::Result<Shown> {
    let page = page?;
    let Own { children, corrected, folded } = own_of(backend, caller, &page, personal).await?;
    let clock = backend::home::clock_of(backend, caller)?;
    let lines = lines(backend, &page, clock, |id| folded.contains(&id));
    Ok(Shown {
        today: clock.today,
        version: page.version()?.to_string(),
        lists: Arc::new(Lists { lines, children, corrected, folded, person: person() }),
        items: items(backend, &page, clock)?,
        missing: false,
    })
}

/// Whether an administrator has yet to fill the portal.
pub async fn begins() -> bool {
    let Ok((backend, caller)) = caller().await else { return false };
    let alone = backend::accounts::is_alone(&backend, &caller).await;
    backend::home::or_missing("first steps", alone).unwrap_or_default()
}

/// *Derniers messages* alone, with the civil day of the reader.
pub async fn latest_messages() -> Result<(LatestRows, NaiveDate), AppError> {
    let (backend, caller) = caller().await?;
    let today = answer(backend::home::today_of(&backend, &caller))?;
    Ok((load_latest().await?, today))
}

/// The day of the reader, what it brings, and what became of what they sent: all that no event carries.
#[derive(Clone, Debug)]
pub struct Day {
    pub today: NaiveDate,
    pub agenda: Option<AgendaBlocks>,
    pub sent: Option<Vec<LatestSent>>,
}

pub async fn day() -> Result<Day, AppError> {
    let (backend, caller) = caller().await?;
    let today = answer(backend::home::today_of(&backend, &caller))?;
    let agenda = backend::home::agenda_blocks(&backend, &caller, None);
    let sent = backend::communications::latest_sent(&backend, &caller);
    let (agenda, sent) = futures::join!(
        backend::home::in_time(&backend, "agenda", agenda),
        backend::home::in_time(&backend, "sent", sent),
    );
    Ok(Day { today, agenda, sent })
}

/// The blocks after the announcements. Each is missing when it could not be read in time.
#[derive(Clone, Debug, Default)]
pub struct OtherBlocks {
    pub items: Option<Arc<str>>,
    pub blocks: Arc<Blocks>,
}

pub async fn other_blocks() -> Result<OtherBlocks, AppError> {
    let personal = use_context::<PersonalOnce>();
    let (backend, caller) = caller().await?;
    let read = async {
        let page = backend::home::items_for(&backend, caller.person).await?;
        items(&backend, &page, backend::home::clock_of(&backend, &caller)?)
    };
    let read = backend::home::in_time(&backend, "items", read);
    let (items, blocks) = futures::join!(read, others(&backend, &caller, personal.as_ref()));
    Ok(OtherBlocks { items: items.flatten(), blocks: Arc::new(blocks) })
}
