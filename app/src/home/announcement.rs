use domain::{
    communications::{Severity, view::PublishedAnnouncement},
    directory::ConcernedChild,
    home::ReaderClock,
    versions::Corrected,
};
use leptos::prelude::*;

use crate::{
    components::{AnnouncementCard, Children, CorrectedMark},
    named::with_person as named,
    words,
};

/// An announcement with what concerns this reader alone, and the button that puts it away.
///
/// `person` is the number of the reader; empty where many readers share what is written, and the module
/// of the page names its person.
#[component]
pub fn Announcement(
    shown: PublishedAnnouncement,
    concerned: Vec<ConcernedChild>,
    #[prop(optional_no_strip)] corrected: Option<Corrected>,
    folded: bool,
    clock: ReaderClock,
    person: String,
) -> impl IntoView {
    let (day, at) = clock.since(&shown.deployed_at, shown.starts_on);
    let (id, alert) = (shown.id, shown.severity == Severity::Alert);
    let when = if alert {
        words().dates.since(day, at, clock.today)
    } else {
        words().dates.moment(day, at, clock.today)
    };
    let about: String = crate::components::own_text(&shown.text, shown.language, shown.second.as_ref())
        .chars()
        .take(ABOUT)
        .collect();
    let (verb, label) = match (folded, alert) {
        (true, _) => ("deplier", words().home.unfold),
        (false, true) => ("replier", words().home.alert_read),
        (false, false) => ("replier", words().home.fold),
    };
    view! {
        <AnnouncementCard
            severity=shown.severity
            source=shown.source
            day=Signal::stored(Some(day))
            when
            text=shown.text
            link=Signal::stored(shown.link)
            language=shown.language
            second=shown.second
        />
        {corrected.map(|corrected| view! { <CorrectedMark corrected language=shown.language /> })}
        <Children children=concerned />
        <form class="fold" method="post" action=named(&format!("/annonces/{id}/{verb}"), &person)>
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
