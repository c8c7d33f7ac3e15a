use chrono::NaiveDate;
use domain::{
    MessageId,
    messages::{Folder, view::InboxRow},
};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::{Icon, address},
    language::lang_of,
    marks,
    named::named,
    words,
};

/// *Supprimés*: what the reader deleted in the last days, each with a button that takes it back.
#[component]
pub fn Deleted(rows: Vec<InboxRow>, today: NaiveDate) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row row today /> }).collect_view();
    view! { <ul class="message-list">{rows}</ul> }
}

#[component]
fn Row(row: InboxRow, today: NaiveDate) -> impl IntoView {
    let at = row.sent.local;
    view! {
        <li class="message-row">
            <p class="message-from">
                <span class="message-sender">{row.sender}</span>
                " "
                <span class="message-source">{row.source}</span>
            </p>
            <p class="message-time">
                <time datetime=marks::machine_time(at)>{words().dates.short_time(at, today)}</time>
            </p>
            <div class="message-what">
                <p><bdi lang=lang_of(row.language)>{row.language.unwrap_or_default().spaced(&row.subject)}</bdi></p>
                <p class="message-excerpt" dir="auto" lang=lang_of(row.language)>{row.language.unwrap_or_default().spaced(&row.excerpt)}</p>
            </div>
            <div class="message-marks">
                <Restore id=row.id label=words().messages.move_to_inbox of=row.subject />
            </div>
        </li>
    }
}

/// The button that takes a deleted message back.
#[component]
pub fn Restore(
    id: MessageId,
    label: &'static str,
    /// The subject, which only screen readers say.
    of: String,
    /// Where it was before.
    #[prop(optional)]
    to: Folder,
) -> impl IntoView {
    let action = address(&format!("/messagerie/{id}/retablir"), &[("dossier", filter::code(to))]);
    view! {
        <form method="post" action=named(&action)>
            <button class="button button-small" type="submit">
                <Icon name="undo" />
                " "
                {label}
                {(!of.is_empty()).then(|| view! { <span class="visually-hidden">" – " {of}</span> })}
            </button>
        </form>
    }
}
