use domain::communications::{Channel, Status, channels::message::MessageDetail, view::CommunicationDetail};
use leptos::prelude::*;

use super::{ChannelPage, Heading, ReminderOutcome, files::Attachments, remind::Remind};
use crate::{
    communications::detail::live::Live,
    components::{Icon, RichText},
    language::lang_of,
    marks, words,
};

impl ChannelPage for MessageDetail {
    fn heading(&self) -> Heading {
        Heading {
            icon: view! { <Icon name=marks::channel_icon(Channel::Message) /> }.into_any(),
            severity: None,
            name: words().detail.message.to_owned(),
            when: when(self),
        }
    }

    fn kind(&self) -> AnyView {
        words().communications.channel(Channel::Message).into_any()
    }

    fn facts(&self) -> AnyView {
        view! { <Facts message=self.clone() /> }.into_any()
    }

    fn outcome(&self, detail: &CommunicationDetail) -> String {
        match (detail.status, self.progress.expected) {
            (Status::Pending, _) => words().detail.pending.to_owned(),
            (Status::Scheduled, _) => words().detail.scheduled(self.due.local, &self.zone),
            (Status::Deploying { .. }, _) => words().detail.deploying.to_owned(),
            (Status::Deployed, Some(people)) => words().detail.delivered_to(people),
            (status, _) => words().detail.stands(words().communications.status(status)),
        }
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        match detail.status {
            Status::Pending | Status::Scheduled => words().detail.cancel_scheduled,
            _ => words().detail.cancel_message,
        }
        .to_owned()
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.people(count)
    }

    fn totals(&self, live: Live) -> AnyView {
        view! { <Figures live asked=self.acknowledgement.is_asked() /> }.into_any()
    }

    fn follow(&self, live: Live) -> Option<AnyView> {
        let figures = self.totals(live);
        let follow = view! {
            <section class="stack" aria-labelledby="suivi">
                <h2 id="suivi">{words().detail.follow_up}</h2>
                {figures}
            </section>
        };
        Some(follow.into_any())
    }

    fn note(&self, live: Live) -> Option<AnyView> {
        let last = move || live.with(|detail| detail.content.message()?.reminded);
        let note = move || {
            last().map(|at| {
                view! {
                    <p class="muted">
                        {words().detail.reminded_on} " "
                        <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                    </p>
                }
            })
        };
        Some(note.into_any())
    }

    fn action(&self, live: Live, outcome: ReminderOutcome, asked: bool) -> Option<AnyView> {
        Some(view! { <Remind live outcome asked /> }.into_any())
    }
}

/// `05/10/2026 16:46`, with the zone where it is not the reader's.
fn when(message: &MessageDetail) -> String {
    let due = message.due.local;
    let when = format!("{} {}", words().dates.date(due.date()), words().dates.time(due));
    match &message.named_zone {
        Some(zone) => format!("{when} ({})", words().dates.zone(zone)),
        None => when,
    }
}

/// The content and the options of a message, as rows of the description.
#[component]
fn Facts(message: MessageDetail) -> impl IntoView {
    let due = message.due.local;
    let reply =
        if message.reply_allowed { words().detail.replies_allowed } else { words().detail.replies_forbidden };
    view! {
        <div><dt>{words().detail.subject}</dt><dd dir="auto" lang=lang_of(Some(message.language))>{message.language.spaced(&message.subject)}</dd></div>
        <div><dt>{words().detail.message_text}</dt><dd><RichText html=message.body.spaced(message.language) lang=lang_of(Some(message.language)) /></dd></div>
        <Attachments files=message.attachments />
        <div>
            <dt>{words().detail.send_date}</dt>
            <dd>
                <time datetime=marks::machine_time(due)>{words().dates.date_time(due)}</time>
                " "
                <span class="hint">{words().dates.zone(&message.zone)}</span>
            </dd>
        </div>
        <div><dt>{words().detail.replies}</dt><dd>{reply}</dd></div>
        <div><dt>{words().detail.acknowledgement}</dt><dd>{words().communications.acknowledgement(message.acknowledgement)}</dd></div>
        {message.copy_to_author.then(|| view! {
            <div><dt>{words().detail.copy}</dt><dd>{words().detail.copy_to_author}</dd></div>
        })}
    }
}

/// *Suivi*: how many people it goes to, and how many of them have it, opened it and took note.
#[component]
fn Figures(live: Live, asked: bool) -> impl IntoView {
    let progress = Memo::new(move |_| {
        live.with(|detail| detail.content.message().map(|message| message.progress)).unwrap_or_default()
    });
    let expected = move || progress.get().expected;
    view! {
        <dl class="totals" translate="no">
            <div>
                <dt>{words().detail.recipients}</dt>
                <dd>{move || expected().map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}</dd>
            </div>
            <Part name=words().detail.delivered of=Signal::derive(expected) count=Signal::derive(move || progress.get().delivered) />
            <Part name=words().detail.opened of=Signal::derive(expected) count=Signal::derive(move || progress.get().opened) />
            {asked.then(|| view! {
                <Part name=words().detail.acknowledged of=Signal::derive(expected) count=Signal::derive(move || progress.get().acknowledged) />
            })}
        </dl>
    }
}

/// A number and its share of the whole, in words and as a bar.
#[component]
fn Part(name: &'static str, of: Signal<Option<u64>>, count: Signal<u64>) -> impl IntoView {
    let whole = move || of.get().unwrap_or_default().max(1);
    // 100 % only when nobody is missing: 99.9 % is not rounded up.
    let percent = move || match count.get().min(whole()) * 100 / whole() {
        0 if count.get() > 0 => words().numbers.under_one_percent.to_owned(),
        percent => words().numbers.percent(percent),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {move || words().numbers.number(count.get())}
                <span class="part">
                    {move || of.get().filter(|of| *of > 0).map(|_| format!(" {}", percent()))}
                </span>
                <progress class="progress-bar" aria-hidden="true" tabindex="-1"
                    max=move || whole().to_string() value=move || count.get().to_string()></progress>
            </dd>
        </div>
    }
}
