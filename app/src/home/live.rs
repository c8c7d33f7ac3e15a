use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::{
    CommunicationId, communications::view::PublishedAnnouncement, directory::ConcernedChild,
    home::ReaderClock, versions::Corrected,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::{
    announcement::Announcement,
    api::{Home, load_home, note_shown},
};
use crate::{
    AppError,
    components::{Icon, mark_heard},
    live::{Asking, Topic, follow, some_time},
    words,
};

/// An open page says within this time that it has shown what an event carried …
const NOTE_WITHIN_MS: u32 = 3_000;
/// … or asks for what an event does not carry.
const ASK_WITHIN_MS: u32 = 500;

/// What the server last sent while the page is open, shared by the islands of the page. Always empty
/// on the server.
static HEARD: LazyLock<ArcRwSignal<Option<Home>>> = LazyLock::new(ArcRwSignal::default);

/// What was heard last, tracked in the browser only: on the server every rendered page would stay
/// subscribed for ever.
pub(super) fn heard() -> Option<Home> {
    if cfg!(feature = "ssr") { None } else { HEARD.get() }
}

/// The announcements, kept up to date while the page is open.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn LiveAnnouncements(home: Home) -> impl IntoView {
    mark_heard();
    let topic = Topic::own("annonces", home.version.clone());
    let first = Shown::of(home, None);
    let asking = Asking::new(ask_soon, |home| HEARD.set(Some(home)));
    follow(topic, move |told| hear(&told, asking));
    // A memo: what is heard again is not shown again. A page that comes back to the front hears its
    // own state.
    let shown =
        Memo::new(move |_| heard().map_or_else(|| first.clone(), |home| Shown::of(home, Some(&first))));
    let none = Memo::new(move |_| shown.with(|shown| shown.announcements.is_empty()));
    view! {
        <div aria-live="polite">
            {move || {
                if none.get() {
                    Either::Left(view! { <Nothing /> })
                } else {
                    Either::Right(view! { <Announcements shown /> })
                }
            }}
        </div>
    }
}

/// An event mostly carries what is new. Pages on which something is for their reader alone ask for
/// it.
fn hear(told: &str, asking: Asking) {
    let Ok(home) = serde_json::from_str::<Home>(told) else {
        asking.ask();
        return;
    };
    let version = home.version.clone();
    HEARD.set(Some(home));
    asking.overtaken();
    spawn_local(async move {
        TimeoutFuture::new(some_time(NOTE_WITHIN_MS)).await;
        // A hidden page does not count as seen; it asks again when it is shown.
        if !document().hidden() {
            let _ = note_shown(version).await;
        }
    });
}

/// Not all pages at the same instant.
async fn ask_soon() -> Result<Home, AppError> {
    TimeoutFuture::new(some_time(ASK_WITHIN_MS)).await;
    load_home().await
}

/// The announcements, and what stands beside them for this reader alone.
#[derive(Clone, PartialEq)]
struct Shown {
    announcements: Vec<PublishedAnnouncement>,
    children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    corrected: BTreeMap<CommunicationId, Corrected>,
    folded: BTreeSet<CommunicationId>,
    clock: ReaderClock,
}

impl Shown {
    /// `opened` is what the page was opened with: an event carries neither what was folded (putting one
    /// away opens the page again) nor the reader's clock.
    fn of(home: Home, opened: Option<&Self>) -> Self {
        let Home { announcements, children, corrected, folded, clock, .. } = home;
        let folded = folded.or_else(|| opened.map(|opened| opened.folded.clone())).unwrap_or_default();
        let clock = clock.or_else(|| opened.map(|opened| opened.clock)).unwrap_or_default();
        Self { announcements, children, corrected, folded, clock }
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="megaphone" />
            <h3>{words().home.no_announcement}</h3>
            <p class="muted">{words().home.no_announcement_hint}</p>
        </div>
    }
}

/// An announcement with what is for this reader alone.
#[derive(Clone, PartialEq)]
struct Line {
    shown: PublishedAnnouncement,
    concerned: Vec<ConcernedChild>,
    corrected: Option<Corrected>,
    clock: ReaderClock,
}

impl Shown {
    fn lines(&self, folded: bool) -> Vec<Line> {
        let line = |shown: &PublishedAnnouncement| Line {
            shown: shown.clone(),
            concerned: self.children.get(&shown.id).cloned().unwrap_or_default(),
            corrected: self.corrected.get(&shown.id).cloned(),
            clock: self.clock,
        };
        self.announcements.iter().filter(|one| self.folded.contains(&one.id) == folded).map(line).collect()
    }
}

/// Those that the reader has put away come last, closed. What has not changed keeps its place and the
/// focus, and is not read out again.
#[component]
fn Announcements(shown: Memo<Shown>) -> impl IntoView {
    let open = Memo::new(move |_| shown.with(|shown| shown.lines(false)));
    let away = Memo::new(move |_| shown.with(|shown| shown.lines(true)));
    let all_away = Memo::new(move |_| open.with(Vec::is_empty));
    let count = Memo::new(move |_| away.with(Vec::len));
    view! {
        {move || all_away.get().then(|| view! { <p class="muted">{words().home.all_folded}</p> })}
        <ul class="announcements"><Lines lines=open folded=false /></ul>
        <Show when=move || { count.get() > 0 }>
            <details class="folded">
                <summary translate="no">{move || words().home.folded(count.get())}</summary>
                <ul class="announcements"><Lines lines=away folded=true /></ul>
            </details>
        </Show>
    }
}

#[component]
fn Lines(lines: Memo<Vec<Line>>, folded: bool) -> impl IntoView {
    // By what may change, so that a corrected announcement is a new line.
    let key = |line: &Line| {
        let corrected = line.corrected.as_ref().map(|one| (one.at.at.0, one.changes.is_some()));
        let (shown, today) = (&line.shown, line.clock.today);
        (shown.id.0, shown.text.clone(), shown.link.clone(), line.concerned.clone(), corrected, today)
    };
    view! {
        <For each=move || lines.get() key=key let:line>
            {
                let Line { shown, concerned, corrected, clock } = line;
                view! { <li><Announcement shown concerned corrected folded clock /></li> }
            }
        </For>
    }
}
