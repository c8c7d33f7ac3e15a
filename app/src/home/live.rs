use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommunicationId, communications::view::PublishedAnnouncement, directory::ConcernedChild,
    home::ReaderClock, versions::Corrected,
};
use leptos::{either::Either, prelude::*};

use super::{announcement::Announcement, api::Home};
use crate::{components::Icon, named::person, words};

/// The announcements, a region that the module keeps up to date while the page is open. What has not
/// changed keeps its place and the focus, and is not read out again.
#[component]
pub fn LiveAnnouncements(home: Home) -> impl IntoView {
    let Home { announcements, children, corrected, folded, clock, version, .. } = home;
    let lists = Lists { announcements, children, corrected, folded, clock, person: person() };
    view! {
        <div id="annonces-recentes" data-live="annonces" data-version=version aria-live="polite">
            <Announcements lists />
        </div>
    }
}

/// The announcements, and what stands beside them for this reader alone: nothing where many readers
/// share what is written.
#[derive(Default)]
pub struct Lists {
    pub announcements: Vec<PublishedAnnouncement>,
    pub children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    pub corrected: BTreeMap<CommunicationId, Corrected>,
    pub folded: BTreeSet<CommunicationId>,
    pub clock: ReaderClock,
    /// The number of the reader.
    pub person: String,
}

/// Those that the reader has put away come last, closed. An event brings the list of a group, and the
/// module puts it between these.
#[component]
pub fn Announcements(lists: Lists) -> impl IntoView {
    if lists.announcements.is_empty() {
        return Either::Left(view! { <Nothing /> });
    }
    let (away, open): (Vec<_>, Vec<_>) =
        lists.announcements.iter().cloned().partition(|one| lists.folded.contains(&one.id));
    let (all_away, count) = (open.is_empty(), away.len());
    // `{}` stands for the number.
    let counted = words().home.folded(7).replacen('7', "{}", 1);
    let all_folded = words().home.all_folded;
    let folded = (count > 0).then(|| {
        let lines = lines(&lists, away, true);
        view! {
            <details class="folded">
                <summary translate="no" data-many=counted data-all=all_folded>{words().home.folded(count)}</summary>
                <ul class="announcements">{lines}</ul>
            </details>
        }
    });
    Either::Right(view! {
        {all_away.then(|| view! { <p class="muted">{all_folded}</p> })}
        <ul class="announcements">{lines(&lists, open, false)}</ul>
        {folded}
    })
}

fn lines(lists: &Lists, shown: Vec<PublishedAnnouncement>, folded: bool) -> Vec<AnyView> {
    let line = |shown: PublishedAnnouncement| {
        let concerned = lists.children.get(&shown.id).cloned().unwrap_or_default();
        let corrected = lists.corrected.get(&shown.id).cloned();
        let (key, clock, person) = (shown.id.to_string(), lists.clock, lists.person.clone());
        view! { <li data-key=key><Announcement shown concerned corrected folded clock person /></li> }
            .into_any()
    };
    shown.into_iter().map(line).collect()
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
