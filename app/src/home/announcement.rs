use domain::{
    civil::parse_day,
    communications::{Severity, view::PublishedAnnouncement},
    directory::ConcernedChild,
    versions::Corrected,
};
use leptos::prelude::*;

use crate::{
    components::{AnnouncementCard, Children, CorrectedMark},
    named::named,
    words,
};

/// An announcement with what concerns this reader alone, and the button that puts it away.
#[component]
pub fn Announcement(
    shown: PublishedAnnouncement,
    concerned: Vec<ConcernedChild>,
    #[prop(optional_no_strip)] corrected: Option<Corrected>,
    folded: bool,
) -> impl IntoView {
    // An announcement that waited for its period dates from the start of the period.
    let deployed = shown.deployed_at.get(..10).and_then(parse_day);
    let day = deployed.max(Some(shown.starts_on));
    let (id, alert) = (shown.id, shown.severity == Severity::Alert);
    let about: String = shown.text.chars().take(ABOUT).collect();
    let (verb, label) = match (folded, alert) {
        (true, _) => ("deplier", words().home.unfold),
        (false, true) => ("replier", words().home.alert_read),
        (false, false) => ("replier", words().home.fold),
    };
    view! {
        <AnnouncementCard
            severity=shown.severity
            source=shown.source
            day=Signal::stored(day)
            text=shown.text
            link=Signal::stored(shown.link)
        />
        {corrected.map(|corrected| view! { <CorrectedMark corrected /> })}
        <Children children=concerned />
        <form class="fold" method="post" action=named(&format!("/annonces/{id}/{verb}"))>
            {(alert && !folded).then(|| view! { <input type="hidden" name="lu" value="oui" /> })}
            <button class="button button-quiet button-small" type="submit">
                {label}
                <span class="visually-hidden">{words().common.colon} {about}</span>
            </button>
        </form>
    }
}

/// How many characters of the text the button's accessible name repeats.
const ABOUT: usize = 40;
