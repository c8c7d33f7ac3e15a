use backend::home::{Card, CardFor};
use domain::{
    communications::{Severity, view::PublishedAnnouncement},
    home::ReaderClock,
    text::beginning,
};
use leptos::prelude::*;

use crate::{components::AnnouncementCard, language::reads_second, named::with_person as named, words};

/// How many characters of the text the button's accessible name repeats.
const ABOUT: usize = 40;

/// How this page shows an announcement.
pub fn read_by(shown: &PublishedAnnouncement, clock: ReaderClock, folded: bool) -> CardFor {
    let second_first =
        shown.second.as_ref().is_some_and(|second| reads_second(second.language, shown.language));
    CardFor { language: backend::request::language(), clock, second_first, folded }
}

/// An announcement as everybody sees it, and the button that puts it away. Which person the button is
/// for is added to each page.
pub fn card(shown: &PublishedAnnouncement, clock: ReaderClock, folded: bool) -> Card {
    Owner::new().with(|| {
        let before = view! { <Announcement shown=shown.clone() clock /> }.to_html();
        let form = view! { <Fold shown=shown.clone() folded /> }.to_html();
        // The address of the form comes before all that somebody wrote.
        let (form, after) = form.split_once(&named("", PERSON)).unwrap_or((form.as_str(), ""));
        Card { before, form: form.to_owned(), after: after.to_owned() }
    })
}

/// Appends a line of the list: `own` is what its reader alone is shown, as HTML. `of_person` names the
/// reader in the query of an address; it is empty where many readers share what is written, and the module
/// of the page names its person.
pub fn line(html: &mut String, card: &Card, own: &str, of_person: &str) {
    for part in [card.before.as_str(), own, &card.form, of_person, &card.after] {
        html.push_str(part);
    }
}

/// Stands in a card for the number of the page's person.
const PERSON: &str = "{person}";

#[component]
fn Announcement(shown: PublishedAnnouncement, clock: ReaderClock) -> impl IntoView {
    let (day, at) = clock.since(&shown.deployed_at, shown.starts_on);
    let when = if shown.severity == Severity::Alert {
        words().dates.since(day, at, clock.today)
    } else {
        words().dates.moment(day, at, clock.today)
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
    }
}

#[component]
fn Fold(shown: PublishedAnnouncement, folded: bool) -> impl IntoView {
    let alert = shown.severity == Severity::Alert;
    let text = crate::components::own_text(&shown.text, shown.language, shown.second.as_ref());
    let kept = beginning(text, ABOUT);
    let about = if kept == text { kept.to_owned() } else { format!("{}…", kept.trim_end()) };
    let (verb, label) = match (folded, alert) {
        (true, _) => ("deplier", words().home.unfold),
        (false, true) => ("replier", words().home.alert_read),
        (false, false) => ("replier", words().home.fold),
    };
    // What was corrected since is not put away unread.
    let seen = (!folded).then(|| shown.said_at().to_owned());
    view! {
        <form class="fold" method="post" action=named(&format!("/annonces/{}/{verb}", shown.id), PERSON)>
            {seen.map(|at| view! { <input type="hidden" name="corrige" value=at /> })}
            {(alert && !folded).then(|| view! { <input type="hidden" name="lu" value="oui" /> })}
            <button class="button button-quiet button-small" type="submit">
                {label}
                <span class="visually-hidden">{words().common.colon} {about}</span>
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_announcement_is_never_taken_for_its_person() {
        let day = chrono::NaiveDate::default();
        let shown = PublishedAnnouncement {
            id: domain::CommunicationId(12),
            source: "Lycée Curie".to_owned(),
            severity: Severity::Information,
            text: "Bac ?pour={person}".to_owned(),
            link: None,
            starts_on: day,
            ends_on: day,
            deployed_at: "2026-10-05T08:00:00Z".to_owned(),
            corrected_at: None,
            language: domain::communications::Spoken::FIRST,
            second: None,
        };
        let card = card(&shown, ReaderClock::default(), false);
        let written = |own: &str, person: &str| {
            let mut html = String::new();
            line(&mut html, &card, own, &named("", person));
            html
        };
        let long = PublishedAnnouncement { text: "Bac blanc ".repeat(9), ..shown.clone() };
        let cut = super::card(&long, ReaderClock::default(), false);
        assert!(cut.after.contains("Bac blanc…"), "what is cut says so: {}", cut.after);
        let line = written("<p>Inès</p>", "7");
        assert!(
            line.contains("/annonces/12/replier?pour=7\"") && line.contains("Bac ?pour={person}"),
            "{line}"
        );
        let own = line.find("<p>Inès</p>").expect("what is the reader's alone");
        assert!(line.find("</article>").is_some_and(|card| card < own), "after the announcement");
        assert!(written("", "").contains("/annonces/12/replier\""), "shared");
    }
}
