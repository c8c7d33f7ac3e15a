use domain::text::french_spaces;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::agenda::view::{AgendaPage, Occurrence};
use leptos::prelude::*;

use crate::{components::Icon, language::authored, words};

/// The days on which something begins, each with its events.
#[component]
pub fn List(page: AgendaPage) -> impl IntoView {
    let (today, first) = (page.today, page.first);
    let mut days: BTreeMap<NaiveDate, Vec<Occurrence>> = BTreeMap::new();
    for occurrence in page.occurrences {
        // What began before the days that are shown stands on the first of them.
        days.entry(occurrence.time.first_day().max(first)).or_default().push(occurrence);
    }
    days.into_iter()
        .map(|(day, occurrences)| {
            let entries = occurrences
                .into_iter()
                .map(|occurrence| {
                    let key = occurrence.address();
                    view! { <li data-key=key><Entry occurrence day /></li> }
                })
                .collect_view();
            view! {
                <section class="agenda-day" data-key=day.to_string()>
                    <h3>
                        <time datetime=day.to_string()>{words().dates.day_and_date(day)}</time>
                        {(day == today).then(|| view! { " " <span class="agenda-tag">{words().agenda.is_today}</span> })}
                    </h3>
                    <ul class="plain stack">{entries}</ul>
                </section>
            }
        })
        .collect_view()
}

/// `08:00 – 09:30`, with the zone where it is not the reader's own.
pub fn hours(occurrence: &Occurrence, day: NaiveDate) -> String {
    let hours = words().agenda.hours(occurrence.time, day);
    match occurrence.named_zone() {
        Some(zone) => format!("{hours} ({})", words().dates.zone(zone)),
        None => hours,
    }
}

/// An event on one day.
#[component]
pub fn Entry(occurrence: Occurrence, day: NaiveDate) -> impl IntoView {
    let to = occurrence.address();
    let cancelled = occurrence.cancelled;
    let place = occurrence.place.clone();
    let hours = hours(&occurrence, day);
    view! {
        <article class="agenda-entry" data-cancelled=cancelled.then_some("true")>
            <p class="agenda-hours">{hours}</p>
            <div>
                <p class="agenda-title">
                    <a href=to><bdi lang=authored()>{french_spaces(&occurrence.title)}</bdi></a>
                    {cancelled.then(|| view! { " " <strong class="agenda-tag" data-kind="cancelled">{words().agenda.cancelled}</strong> })}
                </p>
                {(!place.is_empty())
                    .then(|| {
                        view! {
                            <p class="muted">
                                <Icon name="compass" />
                                " "
                                <span class="visually-hidden">{words().agenda.place} " "</span>
                                <bdi lang=authored()>{french_spaces(&place)}</bdi>
                            </p>
                        }
                    })}
                {occurrence
                    .repeated
                    .then(|| {
                        view! {
                            <p class="muted">
                                <Icon name="redo" />
                                " "
                                {words().agenda.repeated}
                            </p>
                        }
                    })}
            </div>
        </article>
    }
}
