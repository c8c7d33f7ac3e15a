use domain::{
    CommunicationId,
    communications::{DeliveryState, SchoolCounts, Status},
};
use leptos::prelude::*;

use super::{
    DetailQuery,
    cancel::Cancel,
    channels::{Heading, Reminded, page_of},
    duplicate::Duplicate,
    live::Live,
    take_back::TakeBack,
};
use crate::{
    components::{Icon, StatusBadge},
    marks, words,
};

/// The title, the date, the author and the actions of a communication.
#[component]
pub fn Head(live: Live, asked: DetailQuery) -> impl IntoView {
    let detail = live.first.get_value();
    let created = detail.created.local;
    let channel = page_of(&detail.content);
    let Heading { icon, severity, name, when } = channel.heading();
    let reminded = RwSignal::new(asked.reminded);
    let may_correct = Memo::new(move |_| live.with(|detail| detail.may_correct));
    let note = channel.note(live);
    let action = channel.action(live, reminded, asked.remind);
    view! {
        <div class="page-head">
            <div class="stack detail-head">
                <h1 class="detail-title" tabindex="-1" data-severity=severity>
                    {icon}
                    " "
                    <span>{name} " " <span class="numeric">{when}</span></span>
                    " "
                    <span class="detail-state" aria-live="polite">
                        // For who hears the title: the form of the badge parts it from the rest for the eye.
                        <span class="visually-hidden">"– "</span>
                        <StatusBadge status=Signal::derive(move || live.status()) label=|status| words().communications.deployment_status(status) />
                        {move || {
                            live.with(|detail| {
                                let why = words().communications.concern_briefly(detail.concerns.first()?);
                                Some(view! { " " <span class="detail-why"><span class="visually-hidden">"– "</span>{why}</span> })
                            })
                        }}
                    </span>
                </h1>
                <p class="muted">
                    {words().detail.created_on} " "
                    <time datetime=marks::machine_time(created)>{words().dates.date_time(created)}</time>
                    " " {words().common.by} " "
                    {detail.author}
                </p>
                {note}
                {move || live.with(|detail| offline(detail.id, detail.status, detail.facts.schools))}
                {move || live.with(|detail| Some(cancelled(detail.cancelled?.local, detail.cancelled_by.as_deref())))}
            </div>
            <div class="cluster">
                {action}
                {move || {
                    may_correct
                        .get()
                        .then(|| {
                            view! {
                                <a class="button" href=format!("/communications/{}/corriger", live.id)>
                                    <Icon name="pencil" />
                                    " " {words().versions.correct}
                                </a>
                            }
                        })
                }}
                <TakeBack live />
                <Cancel live asked=asked.cancel />
                {detail.may_duplicate.then(|| view! { <Duplicate id=live.id /> })}
            </div>
        </div>
        // Nobody is reminded of what was cancelled meanwhile.
        {move || {
            let said = reminded.get().filter(|_| live.status() != Status::Cancelled);
            said.map(|people| view! { <Reminded people /> })
        }}
    }
}

/// In how many schools it is online, if some have put it offline.
fn offline(id: CommunicationId, status: Status, schools: SchoolCounts) -> Option<impl IntoView + use<>> {
    let runs = !matches!(status, Status::Cancelled | Status::Ended | Status::Failed);
    (runs && schools.offline > 0).then(|| {
        let online = schools.published.saturating_sub(schools.offline);
        let address = format!("/communications/{id}?onglet=etats&etat={}", DeliveryState::Offline.code());
        view! {
            <p role="status">
                <span class="status" translate="no" data-state=marks::delivery_state(DeliveryState::Offline)>
                    {words().communications.delivery_state(DeliveryState::Offline)}
                </span>
                " "
                <a href=address rel="external" translate="no">{words().received.online_in(online.into(), schools.all.into())}</a>
            </p>
        }
    })
}

fn cancelled(at: chrono::NaiveDateTime, by: Option<&str>) -> impl IntoView + use<> {
    let by = by.map(|name| format!(" {} {name}", words().common.by));
    view! {
        <p class="muted" role="status">
            {words().detail.cancelled_on} " "
            <time datetime=marks::machine_time(at)>{words().dates.date_time(at)}</time>
            {by}
        </p>
    }
}
