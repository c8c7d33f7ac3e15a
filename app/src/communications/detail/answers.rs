use domain::{
    CommunicationId,
    communications::answers::{Answer, AnswersPage},
};
use leptos::prelude::*;

use crate::{
    components::{PageLinks, RichText, address},
    marks, words,
};

/// Names in the address the answer after which a page begins.
pub const QUERY: &str = "reponses";

/// What readers answered, for the author: the newest first.
#[component]
pub fn Answers(id: CommunicationId, count: u64, page: AnswersPage) -> impl IntoView {
    let path = format!("/communications/{id}");
    let at = |before: String| format!("{}#reponses", address(&path, &[(QUERY, &before)]));
    let newest = page.newer.then(|| at(String::new()));
    let older = page.older.map(|answer| at(answer.to_string()));
    let list = page.rows.into_iter().map(|answer| view! { <Row answer /> }).collect_view();
    view! {
        <section class="stack" aria-labelledby="reponses">
            <h2 id="reponses">{words().recipients.answers(count)}</h2>
            <ol class="plain stack">{list}</ol>
            <PageLinks previous=newest next=older labels=[words().messages.newest, words().messages.older] />
        </section>
    }
}

#[component]
fn Row(answer: Answer) -> impl IntoView {
    let sent = answer.sent.local;
    view! {
        <li class="card stack">
            <p class="muted small">
                <strong>{answer.sender}</strong>
                {(!answer.source.is_empty()).then(|| view! { ", " {answer.source} })}
                ", "
                <time datetime=marks::machine_time(sent)>{words().dates.date_time(sent)}</time>
                {answer.unread.then(|| view! { " " <span class="status" data-state="unread">{words().messages.unread_mark}</span> })}
            </p>
            <RichText html=answer.body.in_french() />
            <p><a href=format!("/messagerie/{}", answer.id)>{words().recipients.open_answer}</a></p>
        </li>
    }
}
