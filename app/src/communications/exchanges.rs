use domain::communications::received::{Exchange, Exchanges};
use domain::text::french_spaces;
use leptos::prelude::*;

use crate::{components::RichText, marks, words};

/// The messages between schools and the author of a communication, oldest first. `with_school` names
/// the school of each.
#[component]
pub fn ExchangeList(exchanges: Exchanges, with_school: bool) -> impl IntoView {
    let Exchanges { messages, more } = exchanges;
    view! {
        {messages.is_empty().then(|| view! { <p class="muted">{words().received.no_exchange}</p> })}
        {(more > 0).then(|| view! { <p class="muted small">{words().received.older_exchanges(more)}</p> })}
        <ol class="plain stack">
            {messages
                .into_iter()
                .map(|message| view! { <li class="card stack"><Message message with_school /></li> })
                .collect_view()}
        </ol>
    }
}

#[component]
fn Message(message: Exchange, with_school: bool) -> impl IntoView {
    let Exchange { school, sender, subject, body, sent } = message;
    let sent = sent.local;
    // In which language a letter is, is not known.
    view! {
        <h3 dir="auto">{french_spaces(&subject)}</h3>
        <p class="muted small">
            <strong>{sender}</strong>
            ", "
            <time datetime=marks::machine_time(sent)>{words().dates.date_time(sent)}</time>
            {with_school.then(|| view! { ", " {school} })}
        </p>
        <RichText html=body.in_french() />
    }
}
