use domain::{
    MessageId,
    communications::Spoken,
    messages::{
        Folder, Leads, MessageKind,
        view::{MessageView, Original},
    },
};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    acknowledge::Acknowledge, answers::OwnAnswers, api, attachments::Attachments, deleted::Restore, filter,
    reply::Reply, unsent::Unsent,
};
use crate::{
    AppError,
    components::{
        Ask, Breadcrumb, Children, Failed, Failure, FormOutcome, Icon, Notice, RichText, address,
        form_outcome, own_heading, own_title, two_versions,
    },
    language::lang_of,
    marks,
    named::named,
    words,
};

/// One open message. Nothing on the page needs a script.
#[component]
pub fn MessagePage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let loaded = Resource::new_blocking(|| (), move |()| load(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(Some(message)) => {
                        EitherOf4::A(
                            view! { <Loaded message outcome=outcome.get_value() done=done.get_value() /> },
                        )
                    }
                    // A reply was posted, but its writer is signed out.
                    Err(AppError::SignedOut) if outcome.with_value(|outcome| outcome.typed("reponse").is_some()) => {
                        let outcome = outcome.get_value();
                        EitherOf4::B(view! { <Unsent id=id.unwrap_or(MessageId(0)) outcome /> })
                    }
                    Ok(None) => EitherOf4::C(view! { <WasDeleted id=id.unwrap_or(MessageId(0)) /> }),
                    Err(error) => EitherOf4::D(view! { <Title text=words().messages.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// An address without a number gives *not found*, like an unknown message. `None` for one that its reader
/// deleted and can take back: the browser's *Back* leads there.
async fn load(id: Option<MessageId>) -> Result<Option<MessageView>, AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    let opened = api::open(id).await;
    #[cfg(feature = "ssr")]
    if matches!(opened, Err(AppError::NotFound)) && was_deleted(id).await {
        return Ok(None);
    }
    opened.map(Some)
}

#[cfg(feature = "ssr")]
async fn was_deleted(id: MessageId) -> bool {
    let Ok((backend, reader)) = crate::server_side::caller().await else { return false };
    backend::messages::is_deleted(&backend, &reader, id).await.unwrap_or_default()
}

#[component]
fn WasDeleted(id: MessageId) -> impl IntoView {
    view! {
        <Title text=format!("{} – {}", words().messages.message, words().messages.folder(Folder::Deleted)) />
        <Breadcrumb above=vec![(words().messages.title, filter::PATH)] here=words().messages.message />
        <h1>{words().messages.message}</h1>
        <Notice kind="information" what=words().messages.deleted next=words().messages.deleted_hint />
        <Restore id label=words().messages.undo_delete of=String::new() />
    }
}

#[component]
fn Loaded(message: MessageView, outcome: FormOutcome, done: String) -> impl IntoView {
    let refused = outcome.is_refused();
    let (subject, ..) = own_title(&message.subject, written(&message), message.second.as_ref());
    let title = if refused { words().messages.error_in(subject) } else { subject.to_owned() };
    let lang = lang_of(written(&message));
    let body = view! { <RichText html=message.body.spaced(written(&message).unwrap_or_default()) lang /> };
    let body = two_versions(
        &message.subject,
        body.into_any(),
        message.language.unwrap_or_default(),
        message.second.clone(),
    );
    let (id, folder) = (message.id, message.folder);
    let version = message.version.clone();
    // What is said of a reply stands beside the reply.
    let failure = outcome.failure.clone().filter(|_| outcome.typed("reponse").is_none());
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().messages.title, filter::PATH)] here=words().messages.message />
        <a class="icon-link" href=filter::of_folder(folder)>
            <Icon name="back" />
            " "
            {words().messages.folder(folder)}
        </a>
        {done_of(&done, folder).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <article class="card message" aria-labelledby="objet">
            <Head message=message.clone() />
            {body}
            <Attachments files=message.attachments />
            {(message.attachments_gone > 0)
                .then(|| view! { <p class="muted">{words().messages.attachments_gone(message.attachments_gone)}</p> })}
            <Failed failure />
            <div class="live" id="message-accuse" data-live="messages" data-version=version>
                <Acknowledge id state=message.acknowledgement />
            </div>
        </article>
        {message.original.map(|original| view! { <Answered original /> })}
        <OwnAnswers answers=message.answers more=message.more_answers />
        <Actions id folder />
        <Reply id state=message.reply form_key=message.form_key outcome />
    }
}

/// What the program writes is in the reader's language; that of a reply is not known.
fn written(message: &MessageView) -> Option<Spoken> {
    message.language.filter(|_| message.kind == MessageKind::Communication)
}

/// `?fait=`, as long as the message is still where it was put.
fn done_of(done: &str, folder: Folder) -> Option<(&'static str, &'static str)> {
    Some(match (done, folder) {
        ("repondu", _) => (words().messages.reply_sent, words().messages.reply_sent_hint),
        ("accuse", _) => (words().messages.noted, words().messages.noted_hint),
        ("desarchive", Folder::Inbox) => (words().messages.back_in_inbox, ""),
        ("archive", Folder::Archive) => (words().messages.archived, words().messages.archived_hint),
        _ => return None,
    })
}

/// The kind, the author, the date, and the school through which it came.
#[component]
fn Head(message: MessageView) -> impl IntoView {
    let sent = message.sent.local;
    let (_, lang, dir) = own_title(&message.subject, written(&message), message.second.as_ref());
    let subject = own_heading(&message.subject, written(&message), message.second.as_ref());
    let subject = view! { <h1 id="objet" lang=lang dir=dir>{subject}</h1> };
    let about = message.about;
    let leads_to = message.leads_to;
    // A message from a school to its own people obviously comes through that school.
    let through = !message.schools.is_empty() && message.schools != [message.source.clone()];
    view! {
        <header class="message-head">
            // A region that the module keeps up to date, like the acknowledgement.
            <div class="live" id="message-annule" data-live="messages" data-version=message.version aria-live="polite">
                {message
                    .cancelled
                    .map(|at| {
                        view! {
                            <div class="notice" data-kind="warning" role="note">
                                <Icon name="warning" />
                                <p>
                                    <strong>{words().messages.cancelled}</strong>
                                    " " {words().common.on_day} " "
                                    <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                                    {words().messages.disregard}
                                </p>
                            </div>
                        }
                    })}
            </div>
            {words().messages.kind(message.kind).map(|kind| view! { <p class="message-kind">{kind}</p> })}
            {subject}
            <p class="message-by">
                <strong>{message.sender}</strong>
                {(!message.source.is_empty()).then(|| view! { <span class="muted">", " {message.source}</span> })}
                <br />
                <time class="muted" datetime=marks::machine_time(sent)>
                    {words().dates.day_and_date(sent.date())} " " {words().common.at_time} " " {words().dates.time(sent)}
                </time>
            </p>
            {through
                .then(|| view! { <p class="muted small">{words().messages.received_by} " " {message.schools.join(", ")}</p> })}
            <Children children=message.children />
            {leads_to
                .map(|(leads, address)| {
                    let label = match leads {
                        Leads::ToRequest => words().messages.see_request,
                        Leads::ToPage => words().messages.open_page,
                    };
                    view! {
                        <a class="icon-link" href=address rel="external">
                            {label} " " <Icon name="arrow" />
                        </a>
                    }
                })}
            {about
                .map(|address| {
                    view! {
                        <a class="icon-link" href=address>
                            {words().messages.see_communication} " " <Icon name="arrow" />
                        </a>
                    }
                })}
        </header>
    }
}

/// The message that this one answers or reminds of.
#[component]
fn Answered(original: Original) -> impl IntoView {
    let Original { subject, language, second, address, body } = original;
    let (_, lang, _) = own_title(&subject, language, second.as_ref());
    let subject = own_heading(&subject, language, second.as_ref());
    match address {
        Some(address) => Either::Left(view! {
            <p class="message-original">
                <Icon name="reply" />
                " " {words().messages.original} " "
                <a href=address><bdi lang=lang>{subject}</bdi></a>
            </p>
        }),
        None => Either::Right(view! {
            <details class="message-original">
                <summary class="icon-link">
                    <Icon name="reply" />
                    <span>{words().messages.your_message} " " <bdi lang=lang>{subject}</bdi></span>
                    <span class="chevron"></span>
                </summary>
                {body.map(|html| view! { <div class="card"><RichText html=html.in_french() /></div> })}
            </details>
        }),
    }
}

/// *Archiver* or its reverse, and *Supprimer* after a question.
#[component]
fn Actions(id: MessageId, folder: Folder) -> impl IntoView {
    let (verb, label, icon) = if folder == Folder::Archive {
        ("desarchiver", words().messages.move_to_inbox, "mail")
    } else {
        ("archiver", words().messages.archive, "archive")
    };
    let delete = address(&format!("/messagerie/{id}/supprimer"), &[("dossier", filter::code(folder))]);
    view! {
        <div class="message-actions">
            <form method="post" action=named(&format!("/messagerie/{id}/{verb}"))>
                <button class="button" type="submit">
                    <Icon name=icon />
                    " "
                    {label}
                </button>
            </form>
            <Ask
                label=words().common.delete
                what_happens=words().messages.delete_consequence
                action=delete
                confirm=words().messages.delete_confirm
                danger=true
            />
        </div>
    }
}
