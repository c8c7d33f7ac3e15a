use chrono::NaiveDate;
use domain::messages::view::InboxRow;
use leptos::{either::Either, prelude::*};

use super::{api::LatestRows, filter};
use crate::{marks, words};

/// *Derniers messages*, on the home page, a region that the module keeps up to date while the page is
/// open. Unchanged rows keep their place and the focus.
#[component]
pub fn LatestMessages(latest: LatestRows, today: NaiveDate) -> impl IntoView {
    let LatestRows { rows, version } = latest;
    view! {
        <section class="stack latest" aria-labelledby="derniers-messages">
            <h2 id="derniers-messages">{words().messages.latest}</h2>
            <div class="live" id="derniers-messages-recents" data-live="messages" data-version=version>
                {if rows.is_empty() {
                    Either::Left(view! { <p class="latest-none muted">{words().messages.none_yet}</p> })
                } else {
                    Either::Right(
                        view! {
                            <div class="latest-card">
                                <ul class="plain">
                                    {rows.into_iter().map(|row| view! { <Row row today /> }).collect_view()}
                                </ul>
                                <a class="latest-all" href=filter::PATH>{words().messages.all_messages}</a>
                            </div>
                        },
                    )
                }}
            </div>
        </section>
    }
}

#[component]
fn Row(row: InboxRow, today: NaiveDate) -> impl IntoView {
    let at = row.sent.local;
    view! {
        <li class="latest-row" data-key=row.id.to_string() data-unread=row.unread.then_some("true")>
            <p class="latest-from">
                <span class="message-sender">{row.sender}</span>
                " "
                <time datetime=marks::machine_time(at)>{words().dates.short_time(at, today)}</time>
            </p>
            <a class="message-subject" href=format!("/messagerie/{}", row.id)>
                {row.unread.then(|| view! { <span class="visually-hidden">{words().messages.unread_before} " "</span> })}
                <bdi lang=crate::language::lang_of(row.language)>{row.language.unwrap_or_default().spaced(&row.subject)}</bdi>
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
