use chrono::NaiveDate;
use domain::messages::view::InboxRow;
use leptos::prelude::*;

use crate::{components::Icon, language::lang_of, marks, words};

/// One message in a list: the whole row is a link. Words, a shape and bold type mark an unread
/// message. `data-place` is where it stands in the list, by its instant and number.
#[component]
pub fn Row(row: InboxRow, today: NaiveDate) -> impl IntoView {
    let at = row.sent.local;
    let place = format!("{}-{}", row.sent.at.0, row.id);
    view! {
        <li class="message-row" data-key=row.id.to_string() data-place=place data-unread=row.unread.then_some("true")>
            <p class="message-from">
                <span class="message-sender">{row.sender}</span>
                " "
                <span class="message-source">{row.source}</span>
            </p>
            <p class="message-time">
                <time datetime=marks::machine_time(at)>{words().dates.short_time(at, today)}</time>
            </p>
            <div class="message-what">
                <a class="message-subject" href=format!("/messagerie/{}", row.id)>
                    {row.unread.then(|| view! { <span class="visually-hidden">{words().messages.unread_before} " "</span> })}
                    <bdi lang=lang_of(row.language)>{row.language.unwrap_or_default().spaced(&row.subject)}</bdi>
                </a>
                <p class="message-excerpt" dir="auto" lang=lang_of(row.language)>{row.language.unwrap_or_default().spaced(&row.excerpt)}</p>
            </div>
            <Marks
                unread=row.unread
                cancelled=row.cancelled
                to_acknowledge=row.to_acknowledge
                attachments=row.attachments
            />
        </li>
    }
}

#[component]
fn Marks(unread: bool, cancelled: bool, to_acknowledge: bool, attachments: u32) -> impl IntoView {
    let some = unread || cancelled || to_acknowledge || attachments > 0;
    some.then(|| {
        view! {
            <p class="message-marks">
                // Screen readers hear it with the subject.
                {unread.then(|| view! { <span class="status" data-state="unread" aria-hidden="true">{words().messages.unread_mark}</span> })}
                {cancelled.then(|| view! { " " <span class="status" data-state="cancelled">{words().messages.cancelled}</span> })}
                {to_acknowledge.then(|| view! { " " <span class="status" data-state="asked">{words().messages.acknowledgement_asked}</span> })}
                {(attachments > 0)
                    .then(|| {
                        view! {
                            " "
                            <span class="message-files">
                                <Icon name="paperclip" />
                                <span aria-hidden="true">{attachments}</span>
                                <span class="visually-hidden">{words().numbers.attachments(u64::from(attachments))}</span>
                            </span>
                        }
                    })}
            </p>
        }
    })
}

/// The text shown instead of an empty list.
#[component]
pub fn Nothing(icon: &'static str, title: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2>{title}</h2>
            <p class="muted">{hint}</p>
        </div>
    }
}

#[component]
pub fn NothingYet() -> impl IntoView {
    view! {
        <Nothing
            icon="mail"
            title=words().messages.none_yet_title
            hint=words().messages.none_yet_hint
        />
    }
}
