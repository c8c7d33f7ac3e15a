use chrono::NaiveDate;
use domain::messages::view::InboxRow;
use domain::text::french_spaces;
use leptos::{either::Either, prelude::*};

use super::{
    api::{self, LatestRows},
    filter,
    unread::ask_when_told,
};
use crate::{marks, words};

/// *Derniers messages*, on the home page, kept up to date while it is open: it hears of changes
/// through the menu's event stream. Unchanged rows keep their place and the focus.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn LatestMessages(latest: LatestRows, today: NaiveDate) -> impl IntoView {
    let shown = RwSignal::new(latest);
    ask_when_told(
        move || shown.with(|shown| shown.version.clone()),
        api::latest,
        move |heard| shown.set(heard),
    );
    let rows = move || shown.with(|shown| shown.rows.clone());
    // A memo of its own: the list must not be rebuilt when a row is added.
    let empty = Memo::new(move |_| shown.with(|shown| shown.rows.is_empty()));
    view! {
        <section class="stack latest" aria-labelledby="derniers-messages">
            <h2 id="derniers-messages">{words().messages.latest}</h2>
            {move || {
                if empty.get() {
                    Either::Left(view! { <p class="latest-none muted">{words().messages.none_yet}</p> })
                } else {
                    Either::Right(
                        view! {
                            <div class="latest-card">
                                <ul class="plain">
                                    <For each=rows key=InboxRow::clone children=move |row| view! { <Row row today /> } />
                                </ul>
                                <a class="latest-all" href=filter::PATH>{words().messages.all_messages}</a>
                            </div>
                        },
                    )
                }
            }}
        </section>
    }
}

#[component]
fn Row(row: InboxRow, today: NaiveDate) -> impl IntoView {
    let at = row.sent.local;
    view! {
        <li class="latest-row" data-unread=row.unread.then_some("true")>
            <p class="latest-from">
                <span class="message-sender">{row.sender}</span>
                " "
                <time datetime=marks::machine_time(at)>{words().dates.short_time(at, today)}</time>
            </p>
            <a class="message-subject" href=format!("/messagerie/{}", row.id)>
                {row.unread.then(|| view! { <span class="visually-hidden">{words().messages.unread_before} " "</span> })}
                <bdi lang=crate::language::lang_of(row.language)>{french_spaces(&row.subject)}</bdi>
            </a>
            {(row.cancelled || row.to_acknowledge)
                .then(|| {
                    view! {
                        <p class="message-marks">
                            {row.cancelled.then(|| view! { <span class="status" data-state="cancelled">{words().messages.cancelled}</span> })}
                            {row
                                .to_acknowledge
                                .then(|| view! { <span class="status" data-state="asked">{words().messages.acknowledgement_asked}</span> })}
                        </p>
                    }
                })}
        </li>
    }
}
