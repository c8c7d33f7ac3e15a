use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

use backend::home::Card;
use domain::{CommunicationId, communications::Spoken, directory::ConcernedChild, versions::Corrected};
use leptos::{either::Either, prelude::*};

use super::{announcement::line, blocks::Missing};
use crate::{
    components::{Children, CorrectedMark, Icon},
    named::with_person,
    words,
};

/// The announcements, a region that the module keeps up to date while the page is open. What has not
/// changed keeps its place and the focus, and is not read out again.
#[component]
pub fn LiveAnnouncements(lists: Arc<Lists>, version: String) -> impl IntoView {
    view! {
        <div id="annonces-recentes" data-live="annonces" data-version=version aria-live="polite">
            <Announcements lists />
        </div>
    }
}

/// The same region when they could not be read: the module fills it as soon as they are there.
#[component]
pub fn MissingAnnouncements() -> impl IntoView {
    view! {
        <div
            id="annonces-recentes"
            data-live="annonces"
            data-version=""
            data-missing="true"
            aria-live="polite"
        >
            <Missing what=words().home.announcements_missing />
        </div>
    }
}

/// The announcements, and what stands beside them for this reader alone: nothing where many readers
/// share what is written.
#[derive(Debug, Default)]
pub struct Lists {
    pub lines: Vec<Line>,
    pub children: BTreeMap<CommunicationId, Vec<ConcernedChild>>,
    pub corrected: BTreeMap<CommunicationId, Corrected>,
    pub folded: BTreeSet<CommunicationId>,
    /// The number of the reader.
    pub person: String,
}

/// An announcement of the list.
#[derive(Debug)]
pub struct Line {
    pub id: CommunicationId,
    /// In which language it was written first.
    pub language: Spoken,
    pub card: Arc<Card>,
}

/// Those that the reader has put away come last, closed. An event brings the list of a group, and the
/// module puts it between these.
#[component]
pub fn Announcements(lists: Arc<Lists>) -> impl IntoView {
    if lists.lines.is_empty() {
        return Either::Left(view! { <Nothing /> });
    }
    let count = lists.lines.iter().filter(|line| lists.folded.contains(&line.id)).count();
    let all_away = count == lists.lines.len();
    // `{}` stands for the number.
    let counted = words().home.folded(7).replacen('7', "{}", 1);
    let all_folded = words().home.all_folded;
    let folded = (count > 0).then(|| {
        view! {
            <details class="folded">
                <summary translate="no" data-many=counted data-all=all_folded>{words().home.folded(count)}</summary>
                <ul class="announcements" inner_html=lines(&lists, true)></ul>
            </details>
        }
    });
    Either::Right(view! {
        {all_away.then(|| view! { <p class="muted">{all_folded}</p> })}
        <ul class="announcements" inner_html=lines(&lists, false)></ul>
        {folded}
    })
}

/// How many bytes stand around a card, about.
const AROUND: usize = 64;

fn lines(lists: &Lists, folded: bool) -> String {
    let those = || lists.lines.iter().filter(move |line| lists.folded.contains(&line.id) == folded);
    let of_person = with_person("", &lists.person);
    // A long list is copied as little as can be.
    let mut html = String::with_capacity(those().map(|line| line.card.bytes() + AROUND).sum());
    for shown in those() {
        let _ = write!(html, "<li data-key=\"{}\">", shown.id);
        line(&mut html, &shown.card, &own(lists, shown), &of_person);
        html.push_str("</li>");
    }
    html
}

/// What is its reader's alone.
fn own(lists: &Lists, Line { id, language, .. }: &Line) -> String {
    let (children, corrected) = (lists.children.get(id), lists.corrected.get(id));
    let language = *language;
    if children.is_none() && corrected.is_none() {
        return String::new();
    }
    let children = children.cloned().unwrap_or_default();
    let corrected = corrected.cloned().map(|corrected| view! { <CorrectedMark corrected language /> });
    view! {
        {corrected}
        <Children children />
    }
    .to_html()
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
