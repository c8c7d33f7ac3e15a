use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    CommunicationId, civil::parse_day, communications::view::PublishedAnnouncement, directory::ConcernedChild,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::api::{Home, load_home, note_shown};
use crate::{
    components::{AnnouncementCard, Children, Icon, follow_told, mark_heard},
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
    let first = (home.announcements, home.children);
    follow_told(changes, |told| spawn_local(hear(told)), || ());
    view! {
        <div aria-live="polite">
            {move || {
                let heard = heard().map(|home| (home.announcements, home.children));
                let (announcements, children) = heard.unwrap_or_else(|| first.clone());
                if announcements.is_empty() {
                    Either::Left(view! { <Nothing /> })
                } else {
                    Either::Right(view! { <Announcements announcements children /> })
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

#[component]
fn Announcements(
    announcements: Vec<PublishedAnnouncement>,
    children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
) -> impl IntoView {
    view! {
        <ul class="announcements">
            {announcements
                .into_iter()
                .map(|shown| {
                    // An announcement that waited for its period dates from the start of the
                    // period.
                    let deployed = shown.deployed_at.get(..10).and_then(parse_day);
                    let day = deployed.max(Some(shown.starts_on));
                    let concerned = children.get(&shown.id).cloned().unwrap_or_default();
                    view! {
                        <li>
                            <AnnouncementCard
                                severity=shown.severity
                                source=shown.source
                                day=Signal::stored(day)
                                text=shown.text
                                link=Signal::stored(shown.link)
                            />
                            <Children children=concerned />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
