use chrono::{Datelike, NaiveDate};
use domain::agenda::{
    WeekDay,
    view::{AgendaPage, Layout, Occurrence},
};
use domain::text::french_spaces;
use leptos::prelude::*;

use super::list::hours;
use crate::{language::authored, words};

/// Whole weeks as a table: a row for each week, a column for each day. On a narrow screen each day
/// with events is a block of its own.
#[component]
pub fn Grid(page: AgendaPage) -> impl IntoView {
    let days: Vec<NaiveDate> = page.first.iter_days().take_while(|day| *day <= page.last).collect();
    let caption = words().agenda.period(page.layout, page.first, page.last, page.day);
    let empty = !days
        .iter()
        .any(|day| !is_outside(&page, *day) && page.occurrences.iter().any(|one| takes_place(one, *day)));
    let heads =
        WeekDay::ALL.map(|day| view! { <th scope="col">{words().agenda.week_day(day)}</th> }).collect_view();
    let weeks = days
        .chunks(7)
        .map(|week| {
            let cells = week.iter().map(|day| view! { <Cell page=page.clone() day=*day /> }).collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="agenda-grid">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
        // Only where days without events are left out, and the table would be empty.
        {empty.then(|| view! { <p class="muted agenda-none">{words().agenda.nothing}</p> })}
    }
}

fn takes_place(occurrence: &Occurrence, day: NaiveDate) -> bool {
    occurrence.time.first_day() <= day && day <= occurrence.time.last_day()
}

/// A day of the month before or after, in the first or the last week.
fn is_outside(page: &AgendaPage, day: NaiveDate) -> bool {
    page.layout == Layout::Month && day.month() != page.day.month()
}

#[component]
fn Cell(page: AgendaPage, day: NaiveDate) -> impl IntoView {
    let here: Vec<Occurrence> =
        page.occurrences.iter().filter(|one| takes_place(one, day)).cloned().collect();
    let outside = is_outside(&page, day);
    let today = day == page.today;
    let empty = here.is_empty();
    let entries = here
        .into_iter()
        .map(|occurrence| {
            let to = occurrence.address();
            let hours = hours(&occurrence, day);
            let cancelled = occurrence.cancelled;
            view! {
                <li data-cancelled=cancelled.then_some("true")>
                    <a href=to>
                        <span class="agenda-hours">{hours}</span>
                        " "
                        <bdi lang=authored()>{french_spaces(&occurrence.title)}</bdi>
                    </a>
                    {cancelled.then(|| view! { " " <strong class="agenda-tag" data-kind="cancelled">{words().agenda.cancelled}</strong> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <td
            data-key=day.to_string()
            data-outside=outside.then_some("true")
            data-today=today.then_some("true")
            data-empty=empty.then_some("true")
        >
            <p class="agenda-date">
                <time datetime=day.to_string()>
                    <span aria-hidden="true" class="agenda-number">{day.day()}</span>
                    <span class="agenda-full">{words().dates.day_and_date(day)}</span>
                </time>
                {today.then(|| view! { " " <span class="agenda-tag">{words().agenda.is_today}</span> })}
            </p>
            {(!empty).then(|| view! { <ul class="plain">{entries}</ul> })}
        </td>
    }
}
