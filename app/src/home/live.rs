use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::{
    CommunicationId, communications::view::PublishedAnnouncement, directory::ConcernedChild,
    versions::Corrected,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::{
    announcement::Announcement,
    api::{Home, load_home, note_shown},
};
use crate::{
    components::{Icon, follow_told, mark_heard},
    words,
};

/// An open page says within this time that it has shown what an event carried …
const NOTE_WITHIN_MS: u32 = 3_000;
/// … or asks for what an event does not carry.
const ASK_WITHIN_MS: u32 = 500;

/// What the server last sent while the page is open, shared by the islands of the page: one stream
/// is enough. Always empty on the server.
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
    let changes = format!("/api/announcements/flux?version={}", home.version);
    let first = Shown::of(home, &BTreeSet::new());
    follow_told(changes, |told| spawn_local(hear(told)), || ());
    view! {
        <div aria-live="polite">
            {move || {
                let shown = heard().map_or_else(|| first.clone(), |home| Shown::of(home, &first.folded));
                if shown.announcements.is_empty() {
                    Either::Left(view! { <Nothing /> })
                } else {
                    Either::Right(view! { <Announcements shown /> })
                }
            }}
        </div>
    }
}

/// An event mostly carries what is new. Pages on which something is for their reader alone ask for
/// it, not all at the same instant.
async fn hear(told: String) {
    if let Ok(home) = serde_json::from_str::<Home>(&told) {
        let version = home.version.clone();
        HEARD.set(Some(home));
        TimeoutFuture::new(some_time(NOTE_WITHIN_MS)).await;
        // A hidden page does not count as seen; it asks again when it is shown.
        if !document().hidden() {
            let _ = note_shown(version).await;
        }
        return;
    }
    TimeoutFuture::new(some_time(ASK_WITHIN_MS)).await;
    // When the server does not answer, the page keeps its content.
    if let Ok(home) = load_home().await {
        HEARD.set(Some(home));
    }
}

/// A random time up to a limit: thousands of pages are told at once.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the limit")]
fn some_time(most_ms: u32) -> u32 {
    (js_sys::Math::random() * f64::from(most_ms)) as u32
}

/// The announcements, and what stands beside them for this reader alone.
#[derive(Clone)]
struct Shown {
    announcements: Vec<PublishedAnnouncement>,
    children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    corrected: BTreeMap<CommunicationId, Corrected>,
    folded: BTreeSet<CommunicationId>,
}

impl Shown {
    /// `known` were folded when the page was opened: putting one away opens it again.
    fn of(home: Home, known: &BTreeSet<CommunicationId>) -> Self {
        let Home { announcements, children, corrected, folded, .. } = home;
        let folded = folded.unwrap_or_else(|| known.clone());
        Self { announcements, children, corrected, folded }
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

/// Those that the reader has put away come last, closed.
#[component]
fn Announcements(shown: Shown) -> impl IntoView {
    let Shown { announcements, mut children, mut corrected, folded } = shown;
    let (away, open): (Vec<_>, Vec<_>) =
        announcements.into_iter().partition(|announcement| folded.contains(&announcement.id));
    let mut list = |announcements: Vec<PublishedAnnouncement>, folded: bool| {
        announcements
            .into_iter()
            .map(|shown| {
                let concerned = children.remove(&shown.id).unwrap_or_default();
                let corrected = corrected.remove(&shown.id);
                view! { <li><Announcement shown concerned corrected folded /></li> }
            })
            .collect_view()
    };
    let all_away = open.is_empty();
    let open = list(open, false);
    let count = away.len();
    let away = (count > 0).then(|| list(away, true));
    view! {
        {all_away.then(|| view! { <p class="muted">{words().home.all_folded}</p> })}
        <ul class="announcements">{open}</ul>
        {away
            .map(|away| {
                view! {
                    <details class="folded">
                        <summary>{words().home.folded(count)}</summary>
                        <ul class="announcements">{away}</ul>
                    </details>
                }
            })}
    }
}
