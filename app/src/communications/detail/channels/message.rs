use domain::{
    attachments::AttachmentView,
    communications::{Channel, Status, channels::message::MessageDetail, view::CommunicationDetail},
};
use leptos::{either::Either, prelude::*};

use super::{ChannelPage, Columns, Heading, ReminderOutcome, remind::Remind};
use crate::{
    communications::detail::live::Live,
    components::{Icon, RichText},
    marks, words,
};

impl ChannelPage for MessageDetail {
    fn heading(&self) -> Heading {
        let due = self.due.local;
        Heading {
            icon: view! { <Icon name=marks::channel_icon(Channel::Message) /> }.into_any(),
            severity: None,
            name: "Message".to_owned(),
            when: format!("{} {}", words().dates.date(due.date()), words().dates.time(due)),
        }
    }

    fn kind(&self) -> AnyView {
        words().communications.channel(Channel::Message).into_any()
    }

    fn facts(&self) -> AnyView {
        view! { <Facts message=self.clone() /> }.into_any()
    }

    fn welcome(&self, status: Status) -> String {
        match status {
            Status::Scheduled => format!(
                "Votre communication est programmée. Elle partira le {} ({}) ; vous pouvez l’annuler avant.",
                words().dates.date_time(self.due.local),
                words().dates.zone(&self.zone)
            ),
            _ => super::DEPLOYING.to_owned(),
        }
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        match detail.status {
            Status::Scheduled => "Le message ne partira pas. Il reste dans vos communications émises, avec la mention « annulée ».",
            _ => "Les messages non lus sont retirés, ceux déjà lus restent avec la mention « annulée ».",
        }
        .to_owned()
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.people(count)
    }

    fn columns(&self) -> Columns {
        Columns { delivered: true, acknowledged: self.acknowledgement.is_asked() }
    }

    fn totals(&self, live: Live) -> AnyView {
        view! { <Figures live asked=self.acknowledgement.is_asked() /> }.into_any()
    }

    fn follow(&self, live: Live) -> Option<AnyView> {
        let figures = self.totals(live);
        let follow = view! {
            <section class="stack" aria-labelledby="suivi">
                <h2 id="suivi">"Suivi"</h2>
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
                        "Dernière relance le "
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

/// What a message says and asks, as rows of the description.
#[component]
fn Facts(message: MessageDetail) -> impl IntoView {
    let due = message.due.local;
    let reply = if message.reply_allowed { "Autorisées" } else { "Non autorisées" };
    view! {
        <div><dt>"Objet"</dt><dd>{message.subject}</dd></div>
        <div><dt>"Texte du message"</dt><dd><RichText html=message.body /></dd></div>
        <div>
            <dt>"Pièces jointes"</dt>
            <dd>
                {if message.attachments.is_empty() {
                    Either::Left("Aucune")
                } else {
                    Either::Right(view! { <Attached files=message.attachments /> })
                }}
            </dd>
        </div>
        <div>
            <dt>"Date d’envoi"</dt>
            <dd>
                <time datetime=marks::machine_time(due)>{words().dates.date_time(due)}</time>
                " "
                <span class="hint">{words().dates.zone(&message.zone)}</span>
            </dd>
        </div>
        <div><dt>"Réponses"</dt><dd>{reply}</dd></div>
        <div><dt>"Accusé de lecture"</dt><dd>{words().communications.acknowledgement(message.acknowledgement)}</dd></div>
        {message.copy_to_author.then(|| view! {
            <div><dt>"Copie"</dt><dd>"Dans la messagerie de l’auteur"</dd></div>
        })}
    }
}

/// Files to take away, each with its size.
#[component]
fn Attached(files: Vec<AttachmentView>) -> impl IntoView {
    view! {
        <ul class="files">
            {files
                .into_iter()
                .map(|file| {
                    view! {
                        <li class="file">
                            <Icon name="paperclip" />
                            <p class="file-name">
                                <a href=format!("/pieces-jointes/{}", file.token) rel="external" download>{file.name}</a>
                                " "
                                <span class="hint">{words().numbers.bytes(file.bytes)}</span>
                            </p>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// *Suivi*: how many people it goes to, how many have it, opened it, took note; each as a part of
/// the first.
#[component]
fn Figures(live: Live, asked: bool) -> impl IntoView {
    let progress = Memo::new(move |_| {
        live.with(|detail| detail.content.message().map(|message| message.progress)).unwrap_or_default()
    });
    let expected = move || progress.get().expected;
    view! {
        <dl class="totals">
            <div>
                <dt>"Destinataires"</dt>
                <dd>{move || expected().map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}</dd>
            </div>
            <Part name="Distribués" of=Signal::derive(expected) count=Signal::derive(move || progress.get().delivered) />
            <Part name="Ouverts" of=Signal::derive(expected) count=Signal::derive(move || progress.get().opened) />
            {asked.then(|| view! {
                <Part name="Accusés" of=Signal::derive(expected) count=Signal::derive(move || progress.get().acknowledged) />
            })}
        </dl>
    }
}

/// A number, and what part of everybody it is: in words and as a bar.
#[component]
fn Part(name: &'static str, of: Signal<Option<u64>>, count: Signal<u64>) -> impl IntoView {
    let whole = move || of.get().unwrap_or_default().max(1);
    // Everybody is only everybody: what is missing from it is not rounded away.
    let percent = move || match count.get().min(whole()) * 100 / whole() {
        0 if count.get() > 0 => " < 1 %".to_owned(),
        percent => format!(" {percent} %"),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {move || words().numbers.number(count.get())}
                <span class="part">
                    {move || of.get().filter(|of| *of > 0).map(|_| percent())}
                </span>
                <progress class="progress-bar" aria-hidden="true" tabindex="-1"
                    max=move || whole().to_string() value=move || count.get().to_string()></progress>
            </dd>
        </div>
    }
}
