use chrono::NaiveDate;
use domain::messages::view::InboxRow;
use leptos::{either::Either, prelude::*};

use super::filter;
use crate::labels;

/// *Derniers messages*, on the home page.
#[component]
pub fn LatestMessages(rows: Vec<InboxRow>, today: NaiveDate) -> impl IntoView {
    view! {
        <section class="stack latest" aria-labelledby="derniers-messages">
            <h2 id="derniers-messages">"Derniers messages"</h2>
            {if rows.is_empty() {
                Either::Left(view! { <p class="latest-none muted">"Aucun message pour le moment."</p> })
            } else {
                Either::Right(view! { <Rows rows today /> })
            }}
        </section>
    }
}

#[component]
fn Rows(rows: Vec<InboxRow>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="latest-card">
            <ul class="plain">
                {rows.into_iter().map(|row| view! { <Latest row today /> }).collect_view()}
            </ul>
            <a class="latest-all" href=filter::PATH>"Tous les messages"</a>
        </div>
    }
}

#[component]
fn Latest(row: InboxRow, today: NaiveDate) -> impl IntoView {
    let at = row.sent.local;
    view! {
        <li class="latest-row" data-unread=row.unread.then_some("true")>
            <p class="latest-from">
                <span class="message-sender">{row.sender}</span>
                " "
                <time datetime=labels::machine_time(at)>{labels::messages::short_time(at, today)}</time>
            </p>
            <a class="message-subject" href=format!("/messagerie/{}", row.id)>
                {row.unread.then(|| view! { <span class="visually-hidden">"Non lu : "</span> })}
                {row.subject}
            </a>
            {(row.cancelled || row.to_acknowledge)
                .then(|| {
                    view! {
                        <p class="message-marks">
                            {row.cancelled.then(|| view! { <span class="status" data-state="cancelled">"Annulée"</span> })}
                            {row
                                .to_acknowledge
                                .then(|| view! { <span class="status" data-state="asked">"Accusé demandé"</span> })}
                        </p>
                    }
                })}
        </li>
    }
}
