use domain::communications::view::PublishedAnnouncement;
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::api::{Home, load_home};
use crate::{
    components::{AnnouncementCard, Icon, follow, mark_heard},
    words,
};

/// The announcements, kept up to date while the page is open.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn LiveAnnouncements(home: Home) -> impl IntoView {
    mark_heard();
    let changes = format!("/api/announcements/flux?version={}", home.version);
    let shown = RwSignal::new(home.announcements);
    follow(changes, move || {
        spawn_local(async move {
            // When the server does not answer, the page keeps its content.
            if let Ok(home) = load_home().await {
                shown.set(home.announcements);
            }
        });
    });
    view! {
        <div aria-live="polite">
            {move || {
                let announcements = shown.get();
                if announcements.is_empty() {
                    Either::Left(view! { <Nothing /> })
                } else {
                    Either::Right(view! { <Announcements announcements /> })
                }
            }}
        </div>
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

#[component]
fn Announcements(announcements: Vec<PublishedAnnouncement>) -> impl IntoView {
    view! {
        <ul class="announcements">
            {announcements
                .into_iter()
                .map(|shown| {
                    // An announcement that waited for its period dates from the start of the
                    // period.
                    let deployed = shown.deployed_at.get(..10).and_then(|day| day.parse().ok());
                    let day = deployed.max(Some(shown.starts_on));
                    view! {
                        <li>
                            <AnnouncementCard
                                severity=shown.severity
                                source=shown.source
                                day=Signal::stored(day)
                                text=shown.text
                                link=Signal::stored(shown.link)
                            />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
