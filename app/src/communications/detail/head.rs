use domain::communications::Channel;
use leptos::{either::Either, prelude::*};

use super::{
    Asked,
    cancel::{Cancel, NotCancelled},
    duplicate::Duplicate,
    live::Live,
    remind::{Remind, Reminded},
};
use crate::{
    components::{Icon, SeverityIcon, StatusBadge},
    marks, words,
};

/// What it is, when and by whom, and what can be done with it.
#[component]
pub fn Head(live: Live, asked: Asked) -> impl IntoView {
    let detail = live.first.get_value();
    let (severity, created) = (detail.severity, detail.created.local);
    let kind = words().communications.communication_kind(detail.channel, severity);
    let failure = RwSignal::new(None);
    let reminded = RwSignal::new(asked.reminded.map(Ok));
    let last = move || live.with(|detail| detail.message.as_ref()?.reminded);
    let (name, when) = match &detail.message {
        Some(message) => {
            let due = message.due.local;
            ("Message".to_owned(), format!("{} {}", words().dates.date(due.date()), words().dates.time(due)))
        }
        None => (
            kind,
            format!("{} - {}", words().dates.date(detail.first_day), words().dates.date(detail.last_day)),
        ),
    };
    let is_announcement = detail.channel == Channel::Announcement;
    view! {
        <div class="page-head">
            <div class="stack detail-head">
                <h1 class="detail-title" data-severity=is_announcement.then(|| severity.code())>
                    {if is_announcement {
                        Either::Left(view! { <SeverityIcon severity /> })
                    } else {
                        Either::Right(view! { <Icon name=marks::channel_icon(detail.channel) /> })
                    }}
                    " "
                    <span>{name} " " <span class="numeric">{when}</span></span>
                    " "
                    <span class="detail-state" aria-live="polite">
                        "– "
                        <StatusBadge status=Signal::derive(move || live.status()) label=|status| words().communications.deployment_status(status) />
                    </span>
                </h1>
                <p class="muted">
                    "Communication créée le "
                    <time datetime=marks::machine_time(created)>{words().dates.date_time(created)}</time>
                    " par "
                    {detail.author}
                </p>
                {move || last().map(|at| view! {
                    <p class="muted">
                        "Dernière relance le "
                        <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                    </p>
                })}
                {move || live.with(|detail| Some(cancelled(detail.cancelled?.local, detail.cancelled_by.as_deref())))}
            </div>
            <div class="cluster">
                {live.is_message().then(|| view! { <Remind live outcome=reminded asked=asked.remind /> })}
                <Cancel live failure asked=asked.cancel />
                {detail.may_duplicate.then(|| view! { <Duplicate id=live.id /> })}
            </div>
        </div>
        {move || failure.get().map(|error| view! { <NotCancelled error /> })}
        {move || reminded.get().map(|outcome| view! { <Reminded outcome /> })}
    }
}

fn cancelled(at: chrono::NaiveDateTime, by: Option<&str>) -> impl IntoView + use<> {
    let by = by.map(|name| format!(" par {name}"));
    view! {
        <p class="muted" role="status">
            "Annulée le "
            <time datetime=marks::machine_time(at)>{words().dates.date_time(at)}</time>
            {by}
        </p>
    }
}
