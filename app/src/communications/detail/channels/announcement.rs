use domain::communications::{channels::announcement::AnnouncementDetail, view::CommunicationDetail};
use leptos::{either::Either, prelude::*};

use super::{
    ChannelPage, Heading,
    shown::{Period, Totals, days, outcome, unseen},
};
use crate::{communications::detail::live::Live, components::SeverityIcon, language::lang_of, words};

impl ChannelPage for AnnouncementDetail {
    fn heading(&self) -> Heading {
        let severity = self.severity;
        Heading {
            icon: view! { <SeverityIcon severity /> }.into_any(),
            severity: Some(severity.code()),
            name: words().communications.announcement_kind(severity),
            when: days(self.first_day, self.last_day),
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
        let link = self.link.clone();
        view! {
            <div><dt>{words().detail.announcement_text}</dt><dd dir="auto" lang=lang_of(Some(self.language))>{self.language.spaced(&self.text)}</dd></div>
            <div>
                <dt>{words().detail.link}</dt>
                <dd>{link.map_or(Either::Right(words().detail.no_link), |address| Either::Left(external(address)))}</dd>
            </div>
            {self
                .public
                .then(|| view! { <div><dt>{words().detail.public_board}</dt><dd>{words().detail.on_public_board}</dd></div> })}
            <Period first=self.first_day last=self.last_day />
        }
        .into_any()
    }

    fn outcome(&self, detail: &CommunicationDetail) -> String {
        outcome(detail, self.first_day)
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        unseen(detail).unwrap_or_else(|| words().detail.cancel_announcement(detail.recipients))
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.establishments(count)
    }

    fn totals(&self, live: Live) -> AnyView {
        view! { <Totals live /> }.into_any()
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
