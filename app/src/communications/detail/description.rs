use domain::communications::{Channel, view::CommunicationDetail};
use leptos::{either::Either, prelude::*};

use super::{
    live::Live,
    message::{Figures, MessageFacts},
    progress::Progress,
    targets::TargetList,
};
use crate::{
    components::{SeverityIcon, StatusBadge},
    words,
};

/// The tab *Description*.
#[component]
pub fn Description(live: Live) -> impl IntoView {
    let detail = live.first.get_value();
    let (severity, channel) = (detail.severity, detail.channel);
    let kind = words().communications.communication_kind(channel, severity);
    let content = match detail.message.clone() {
        Some(message) => Either::Left(view! { <MessageFacts detail=detail.clone() message /> }),
        None => Either::Right(view! { <AnnouncementFacts detail=detail.clone() /> }),
    };
    let is_message = detail.message.is_some();
    let recipients = move || live.with(|detail| detail.recipients.map(|count| words().numbers.people(count)));
    view! {
        {is_message.then(|| view! { <Follow live /> })}
        <TargetList detail />
        <section class="stack" aria-labelledby="communication">
            <h2 id="communication">"Communication"</h2>
            <div class="card">
                <dl class="facts">
                    <div>
                        <dt>"Type de communication"</dt>
                        <dd>
                            {if channel == Channel::Announcement {
                                Either::Left(view! {
                                    <span class="severity" data-severity=severity.code()>
                                        <SeverityIcon severity />
                                        " "
                                        {kind}
                                    </span>
                                })
                            } else {
                                Either::Right(kind)
                            }}
                        </dd>
                    </div>
                    {content}
                    {move || recipients().map(|people| view! { <div><dt>"Destinataires"</dt><dd>{people}</dd></div> })}
                    <div>
                        <dt>"Statut du déploiement"</dt>
                        <dd class="stack">
                            <p class="cluster">
                                <StatusBadge
                                    status=Signal::derive(move || live.status())
                                    label=|status| words().communications.deployment_status(status)
                                />
                                " "
                                <a href=format!("/communications/{}?onglet=etats", live.id)>
                                    "État de publication par établissement"
                                </a>
                            </p>
                            <Progress live />
                        </dd>
                    </div>
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Follow(live: Live) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="suivi">
            <h2 id="suivi">"Suivi"</h2>
            <Figures live />
        </section>
    }
}

#[component]
fn AnnouncementFacts(detail: CommunicationDetail) -> impl IntoView {
    let (first, last) = (detail.first_day, detail.last_day);
    view! {
        <div><dt>"Texte de l’annonce"</dt><dd>{detail.text}</dd></div>
        <div>
            <dt>"Lien"</dt>
            <dd>{detail.link.map_or(Either::Right("Aucun"), |address| Either::Left(external(address)))}</dd>
        </div>
        <div>
            <dt>"Période de publication"</dt>
            <dd>
                "Du "
                <time datetime=first.to_string()>{words().dates.date(first)}</time>
                " au "
                <time datetime=last.to_string()>{words().dates.date(last)}</time>
            </dd>
        </div>
    }
}

fn external(address: String) -> impl IntoView {
    let shown = address.clone();
    view! {
        <a href=address target="_blank" rel="noopener noreferrer external">
            {shown}
            <span class="visually-hidden">" (nouvelle fenêtre)"</span>
        </a>
    }
}
