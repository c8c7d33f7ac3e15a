use std::sync::LazyLock;

use leptos::{prelude::*, task::spawn_local};

use super::api::latest;
use crate::{
    AppError,
    components::{guard_unsaved, mark_heard, show_whose},
    live::{Asking, Topic, follow, when_refused},
    words,
};

/// The latest inbox version from the server, shared by all islands of the page. Always empty on the
/// server.
static TOLD: LazyLock<ArcRwSignal<Option<InboxVersion>>> = LazyLock::new(ArcRwSignal::default);

/// A version of the inbox, as sent by the event stream: `unread.newest.rest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxVersion {
    pub version: String,
    pub unread: u64,
    /// Instant and number of the newest message.
    pub newest: (i64, i64),
}

impl InboxVersion {
    pub fn read(version: &str) -> Option<Self> {
        let mut parts = version.split('.');
        let unread = parts.next()?.parse().ok()?;
        let (at, message) = parts.next()?.split_once('-')?;
        Some(Self { version: version.to_owned(), unread, newest: (at.parse().ok()?, message.parse().ok()?) })
    }
}

/// The latest version, tracked in the browser only: on the server every rendered page would stay
/// subscribed for ever.
pub fn told() -> Option<InboxVersion> {
    if cfg!(feature = "ssr") { None } else { TOLD.get() }
}

/// Loads again when the server reports another version of the inbox than the shown one.
pub fn ask_when_told<T, Asked>(
    shown: impl Fn() -> String + 'static,
    ask: impl Fn() -> Asked + Send + Sync + 'static,
    show: impl Fn(T) + Copy + Send + Sync + 'static,
) where
    T: 'static,
    Asked: Future<Output = Result<T, AppError>> + 'static,
{
    let asking = Asking::new(ask, show);
    Effect::new(move |_| {
        if told().is_some_and(|told| told.version != untrack(&shown)) {
            asking.ask();
        }
    });
}

/// The number of unread messages beside the menu entry; it follows the inbox on every page.
#[island]
pub fn Unread(count: u64) -> impl IntoView {
    mark_heard();
    guard_unsaved();
    let heard = |version: String| {
        if let Some(told) = InboxVersion::read(&version) {
            TOLD.set(Some(told));
            show_whose(&Ok(()));
        }
    };
    // No version is known yet, so there is an event at once.
    follow(Topic::own("messages", "0".to_owned()), heard);
    // The menu is on every page, so every page notices when another person has signed in.
    when_refused(|| spawn_local(async { show_whose(&latest().await) }));
    view! { <Number count /> }
}

/// The same number once more on the page; it follows what [`Unread`] hears.
#[island]
pub fn UnreadToo(count: u64) -> impl IntoView {
    view! { <Number count /> }
}

#[component]
fn Number(count: u64) -> impl IntoView {
    let count = move || told().map_or(count, |told| told.unread);
    view! {
        {move || {
            let count = count();
            (count > 0)
                .then(|| {
                    view! {
                        <span class="badge" aria-hidden="true" translate="no">{words().messages.unread_number(count)}</span>
                        <span class="visually-hidden" translate="no">" (" {words().messages.unread_messages(count)} ")"</span>
                    }
                })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::InboxVersion;

    #[test]
    fn a_version_holds_the_unread_count_and_the_newest_message() {
        let told = InboxVersion::read("3.1800000000000-42.0a1b").expect("a version");
        assert_eq!((told.unread, told.newest), (3, (1_800_000_000_000, 42)));
        assert_eq!(InboxVersion::read("x"), None);
        assert!(InboxVersion::read("0.0-0.").is_some());
    }
}
