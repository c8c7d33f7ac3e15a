use domain::communications::{Status, channels::announcement::AnnouncementDetail, view::CommunicationDetail};
use leptos::{either::Either, prelude::*};

use super::{ChannelPage, Columns, Heading};
use crate::{communications::detail::live::Live, components::SeverityIcon, words};

impl ChannelPage for AnnouncementDetail {
    fn heading(&self) -> Heading {
        let severity = self.severity;
        Heading {
            icon: view! { <SeverityIcon severity /> }.into_any(),
            severity: Some(severity.code()),
            name: words().communications.announcement_kind(severity),
            when: format!("{} - {}", words().dates.date(self.first_day), words().dates.date(self.last_day)),
        }
    }

    fn kind(&self) -> AnyView {
        let severity = self.severity;
        view! {
            <span class="severity" data-severity=severity.code()>
                <SeverityIcon severity />
                " "
                {words().communications.announcement_kind(severity)}
            </span>
        }
        .into_any()
    }

    fn facts(&self) -> AnyView {
        let (first, last) = (self.first_day, self.last_day);
        let link = self.link.clone();
        view! {
            <div><dt>"Texte de l’annonce"</dt><dd>{self.text.clone()}</dd></div>
            <div>
                <dt>"Lien"</dt>
                <dd>{link.map_or(Either::Right("Aucun"), |address| Either::Left(external(address)))}</dd>
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
        .into_any()
    }

    fn welcome(&self, _status: Status) -> String {
        super::DEPLOYING.to_owned()
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        let readers = match detail.recipients {
            Some(1) => "de la personne visée".to_owned(),
            Some(count) if count > 1 => format!("des {} visées", words().numbers.people(count)),
            _ => "des personnes visées".to_owned(),
        };
        format!(
            "L’annonce disparaît aussitôt de la page d’accueil {readers}. Elle reste dans vos communications émises, \
             avec la mention « annulée »."
        )
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.establishments(count)
    }

    fn columns(&self) -> Columns {
        Columns { delivered: false, acknowledged: false }
    }

    fn totals(&self, live: Live) -> AnyView {
        view! { <Totals live /> }.into_any()
    }
}

#[component]
fn Totals(live: Live) -> impl IntoView {
    let schools = move || live.with(|detail| detail.facts.schools);
    let waiting = move || schools().all.saturating_sub(schools().published + schools().failed);
    let recipients = move || {
        live.with(|detail| detail.recipients)
            .map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))
    };
    view! {
        <dl class="totals">
            <div><dt>"Établissements"</dt><dd>{move || words().numbers.number(schools().all.into())}</dd></div>
            <div><dt>"Publiée"</dt><dd>{move || words().numbers.number(schools().published.into())}</dd></div>
            <div><dt>"En attente"</dt><dd>{move || words().numbers.number(waiting().into())}</dd></div>
            <div><dt>"En échec"</dt><dd>{move || words().numbers.number(schools().failed.into())}</dd></div>
            <div><dt>"Destinataires"</dt><dd>{recipients}</dd></div>
        </dl>
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
