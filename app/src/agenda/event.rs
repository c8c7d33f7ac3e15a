use domain::agenda::{
    EventState,
    view::{EventView, Occurrence, event_address},
};
use domain::text::french_spaces;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{actions::Actions, address, api::event, page::not_found};
use crate::{
    AppError,
    components::{CorrectedMark, Failure, Icon, Notice},
    following::{Followed, Subject, Version, version_of},
    language::authored,
    words,
};

/// An event, or one of its occurrences. Nothing on the page needs a script.
#[component]
pub fn EventPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let query = use_query_map().get_untracked();
    let day = query.get("date").unwrap_or_default();
    let done = StoredValue::new(query.get("fait").unwrap_or_default());
    let loaded = Resource::new_blocking(
        || (),
        move |()| {
            let (id, day) = (id.clone(), day.clone());
            async move { load(id, day).await }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((event, version)) => {
                        Either::Left(view! { <Loaded event version done=done.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Title text=words().agenda.event /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

async fn load(id: Option<String>, day: String) -> Result<(EventView, Version), AppError> {
    match id.and_then(|id| id.parse().ok()) {
        Some(id) => {
            let version = version_of(Subject::Event(id)).await;
            event(id, day).await.map(|event| (event, version))
        }
        None => not_found(),
    }
}

/// `?fait=`, as long as the event is still what was made of it.
fn done_of(done: &str, state: EventState) -> Option<(&'static str, &'static str)> {
    Some(match (done, state) {
        ("enregistre", EventState::Planned) => (words().agenda.saved, ""),
        ("annule", EventState::Cancelled) => (words().agenda.was_cancelled, ""),
        ("date-supprimee", _) => (words().agenda.date_removed, ""),
        ("copie", _) => (words().agenda.copied, words().agenda.copied_hint),
        _ => return None,
    })
}

#[component]
fn Loaded(event: EventView, version: Version, done: String) -> impl IntoView {
    let (space, title) = (event.space.clone(), event.title.clone());
    let agenda = address::of(space.as_ref().map(|space| space.id));
    let agenda_name = space
        .as_ref()
        .map_or_else(|| words().agenda.title.to_owned(), |space| words().agenda.agenda_of(space));
    let cancelled = event.state == EventState::Cancelled;
    let (subject, said) = (Subject::Event(event.id), happened_to(&event));
    // Each date of a series has a page of its own.
    let date = event.occurrence.is_some().then(|| words().dates.date(event.time.first_day()));
    let called = date.map_or_else(|| title.clone(), |date| format!("{title} – {date}"));
    view! {
        <Title text=called />
        <Followed subject version said>
            <nav class="breadcrumb" aria-label=words().shell.breadcrumb>
                <ol>
                    <li>{words().shell.you_are_here}</li>
                    <li><a href=agenda>{agenda_name}</a></li>
                    <li><span aria-current="page">{words().agenda.event}</span></li>
                </ol>
            </nav>
            {done_of(&done, event.state).map(|(what, next)| view! { <Notice kind="success" what next /> })}
            {cancelled
                .then(|| {
                    view! { <Notice kind="warning" what=words().agenda.cancelled next=words().agenda.cancelled_hint /> }
                })}
            <article class="card stack event" aria-labelledby="titre-evenement">
                <p class="item-kind">
                    <Icon name="calendar" />
                    " "
                    {words().agenda.event}
                </p>
                <h1 id="titre-evenement" data-key="titre" dir="auto" lang=authored()>{french_spaces(&title)}</h1>
                <Facts event=event.clone() />
                <Actions event=event.clone() />
            </article>
            <Next event />
        </Followed>
    }
}

/// What an open page says when it is told of a change.
fn happened_to(event: &EventView) -> Option<String> {
    if event.state == EventState::Cancelled {
        return Some(words().agenda.cancelled.to_owned());
    }
    event.corrected.as_ref().map(|corrected| words().versions.corrected(corrected.at.local))
}

#[component]
fn Facts(event: EventView) -> impl IntoView {
    let zone = words().dates.zone(&event.zone);
    let named = event.elsewhere && !event.time.is_whole_days();
    let lines: Vec<String> = event.description.lines().map(str::to_owned).collect();
    let by = (!event.author.is_empty()).then(|| {
        let space = event.space.as_ref().map(|space| words().agenda.source(space)).unwrap_or_default();
        let day = event.published.local.date();
        view! {
            <p class="muted">
                {words().agenda.written_by} " " {event.author.clone()} ", " {space} ", "
                <time datetime=day.to_string()>{words().dates.date_long(day)}</time>
            </p>
        }
    });
    view! {
        <dl class="facts">
            <div>
                <dt>{words().agenda.when_label}</dt>
                <dd>
                    {words().agenda.when(event.time)}
                    {named.then(|| view! { " (" {zone} ")" })}
                </dd>
            </div>
            {event
                .repetition
                .as_ref()
                .map(|repetition| {
                    view! {
                        <div>
                            <dt>{words().agenda.repetition_label}</dt>
                            <dd>{words().agenda.repeats(repetition)}</dd>
                        </div>
                    }
                })}
            {(!event.place.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <dt>{words().agenda.place}</dt>
                            <dd dir="auto" lang=authored()>{french_spaces(&event.place)}</dd>
                        </div>
                    }
                })}
        </dl>
        {event
            .occurrence
            .map(|occurrence| {
                let says =
                    if occurrence.changed { words().agenda.this_date_differs } else { words().agenda.this_date };
                view! { <p class="muted">{says} " " <a href=event_address(event.id)>{words().agenda.all_dates}</a></p> }
            })}
        {(!lines.is_empty())
            .then(|| {
                let lines = lines.into_iter().map(|line| view! { <p dir="auto" lang=authored()>{french_spaces(&line)}</p> }).collect_view();
                view! { <div class="event-description">{lines}</div> }
            })}
        {by}
        {event
            .corrected
            .clone()
            .map(|corrected| view! { <CorrectedMark corrected /> })}
    }
}

/// The next occurrences of a repeated event.
#[component]
fn Next(event: EventView) -> impl IntoView {
    (!event.next.is_empty()).then(|| {
        let row = |occurrence: Occurrence| {
            let to = occurrence.address();
            let when = words().agenda.when(occurrence.time);
            let when = match occurrence.named_zone() {
                Some(zone) => format!("{when} ({})", words().dates.zone(zone)),
                None => when,
            };
            view! { <li><a href=to>{when}</a></li> }
        };
        view! {
            <section class="stack" aria-labelledby="prochaines">
                <h2 id="prochaines">{words().agenda.next_dates}</h2>
                <ul>{event.next.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}
