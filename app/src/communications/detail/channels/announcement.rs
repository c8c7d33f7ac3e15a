use domain::communications::{Status, channels::announcement::AnnouncementDetail, view::CommunicationDetail};
use leptos::{either::Either, prelude::*};

use super::{ChannelPage, Heading};
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
            <div><dt>{words().detail.announcement_text}</dt><dd>{self.text.clone()}</dd></div>
            <div>
                <dt>{words().detail.link}</dt>
                <dd>{link.map_or(Either::Right(words().detail.no_link), |address| Either::Left(external(address)))}</dd>
            </div>
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
        .into_any()
    }

    fn welcome(&self, _status: Status) -> String {
        words().detail.deploying.to_owned()
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        words().detail.cancel_announcement(detail.recipients)
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.establishments(count)
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
            <div><dt>{words().detail.schools}</dt><dd>{move || words().numbers.number(schools().all.into())}</dd></div>
            <div><dt>{words().detail.published}</dt><dd>{move || words().numbers.number(schools().published.into())}</dd></div>
            <div><dt>{words().detail.waiting}</dt><dd>{move || words().numbers.number(waiting().into())}</dd></div>
            <div><dt>{words().detail.failed}</dt><dd>{move || words().numbers.number(schools().failed.into())}</dd></div>
            <div><dt>{words().detail.recipients}</dt><dd>{recipients}</dd></div>
        </dl>
    }
}

fn external(address: String) -> impl IntoView {
    let shown = address.clone();
    view! {
        <a href=address target="_blank" rel="noopener noreferrer external">
            {shown}
            <span class="visually-hidden">" " {words().common.new_window}</span>
        </a>
    }
}
