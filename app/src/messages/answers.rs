use domain::messages::view::OwnAnswer;
use leptos::prelude::*;

use crate::{components::RichText, marks, words};

/// What the reader answered to a message.
#[component]
pub fn OwnAnswers(answers: Vec<OwnAnswer>, more: u64) -> impl IntoView {
    (!answers.is_empty()).then(|| {
        let list = answers.into_iter().map(|answer| view! { <Answer answer /> }).collect_view();
        view! {
            <section class="stack" aria-labelledby="vos-reponses">
                <h2 id="vos-reponses">{words().messages.own_answers}</h2>
                {(more > 0).then(|| view! { <p class="muted small">{words().received.older_exchanges(more)}</p> })}
                <ol class="plain stack">{list}</ol>
            </section>
        }
    })
}

#[component]
fn Answer(answer: OwnAnswer) -> impl IntoView {
    let sent = answer.sent.local;
    view! {
        <li class="card stack">
            <p class="muted small">
                <time datetime=marks::machine_time(sent)>{words().dates.date_time(sent)}</time>
            </p>
            <RichText html=answer.body.in_french() />
        </li>
    }
}
