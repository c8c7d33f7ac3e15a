//! What the channels share whose communications are shown for a period.

use chrono::NaiveDate;
use domain::communications::{Status, view::CommunicationDetail};
use leptos::prelude::*;

use crate::{communications::detail::live::Live, words};

/// The period, for the title of the page.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    format!("{} - {}", words().dates.date(first), words().dates.date(last))
}

/// What became of it. How many people see it is only known while no school has put it offline.
pub fn outcome(detail: &CommunicationDetail, first_day: NaiveDate) -> String {
    match (detail.status, detail.recipients) {
        (Status::Pending, _) => words().detail.pending.to_owned(),
        (Status::Scheduled, _) => words().detail.shown_from(first_day),
        (Status::Deploying { .. }, _) => words().detail.deploying.to_owned(),
        (Status::Deployed, Some(people)) if detail.facts.schools.offline == 0 => {
            words().detail.online_for(people)
        }
        (status, _) => words().detail.stands(words().communications.status(status)),
    }
}

/// What cancelling does before anybody sees it.
pub fn unseen(detail: &CommunicationDetail) -> Option<String> {
    let early = matches!(detail.status, Status::Pending | Status::Scheduled);
    early.then(|| words().detail.cancel_planned.to_owned())
}

/// The period, as a row of the description.
#[component]
pub fn Period(first: NaiveDate, last: NaiveDate) -> impl IntoView {
    view! {
        <div>
            <dt>{words().detail.period}</dt>
            <dd>
                {words().common.from_day} " "
                <time datetime=first.to_string()>{words().dates.date(first)}</time>
                " " {words().common.to_day} " "
                <time datetime=last.to_string()>{words().dates.date(last)}</time>
            </dd>
        </div>
    }
}

/// In how many schools it is, and how many people it reaches.
#[component]
pub fn Totals(live: Live) -> impl IntoView {
    let schools = move || live.with(|detail| detail.facts.schools);
    let waiting = move || schools().all.saturating_sub(schools().published + schools().failed);
    let recipients = move || {
        live.with(|detail| detail.recipients)
            .map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))
    };
    view! {
        <dl class="totals" translate="no">
            <div><dt>{words().detail.schools}</dt><dd>{move || words().numbers.number(schools().all.into())}</dd></div>
            <div><dt>{words().detail.published}</dt><dd>{move || words().numbers.number(schools().published.into())}</dd></div>
            <div><dt>{words().detail.waiting}</dt><dd>{move || words().numbers.number(waiting().into())}</dd></div>
            <div><dt>{words().detail.failed}</dt><dd>{move || words().numbers.number(schools().failed.into())}</dd></div>
            <div><dt>{words().detail.recipients}</dt><dd>{recipients}</dd></div>
        </dl>
    }
}
