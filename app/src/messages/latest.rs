use chrono::NaiveDate;
use domain::messages::view::InboxRow;
use leptos::{either::Either, prelude::*};

use super::{api::latest, filter};
use crate::labels;

/// *Derniers messages*, on the home page.
#[component]
pub fn LatestMessages(today: NaiveDate) -> impl IntoView {
    let rows = Resource::new_blocking(|| (), |()| latest());
    view! {
        <section class="stack latest" aria-labelledby="derniers-messages">
            <h2 id="derniers-messages">"Derniers messages"</h2>
            <Suspense>
                {move || Suspend::new(async move {
                    match rows.await {
                        Ok(rows) if rows.is_empty() => {
                            Either::Left(view! { <p class="latest-none muted">"Aucun message pour le moment."</p> })
                        }
                        Ok(rows) => Either::Right(Either::Left(view! { <Rows rows today /> })),
                        Err(error) => Either::Right(Either::Right(view! { <p class="muted">{error.sentence()}</p> })),
                    }
                })}
            </Suspense>
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
