use domain::{
    attachments::AttachmentView,
    communications::view::{CommunicationDetail, MessageDetail},
};
use leptos::{either::Either, prelude::*};

use super::live::Live;
use crate::{
    components::{Icon, RichText},
    marks, words,
};

/// What a message says and asks, as rows of the description.
#[component]
pub fn MessageFacts(detail: CommunicationDetail, message: MessageDetail) -> impl IntoView {
    let due = message.due.local;
    let reply = if message.reply_allowed { "Autorisées" } else { "Non autorisées" };
    view! {
        <div><dt>"Objet"</dt><dd>{detail.text}</dd></div>
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
pub fn Figures(live: Live) -> impl IntoView {
    let progress = Memo::new(move |_| {
        live.with(|detail| detail.message.as_ref().map(|message| message.progress)).unwrap_or_default()
    });
    let asked = live.first.with_value(|detail| {
        detail.message.as_ref().is_some_and(|message| message.acknowledgement.is_asked())
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
