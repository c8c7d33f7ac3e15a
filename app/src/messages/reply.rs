use domain::{
    MessageId,
    messages::{MAX_REPLY_CHARACTERS, view::ReplyState},
};
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    components::{FormOutcome, Icon, form::LongTextField, mark_heard},
    named::named,
    words,
};

/// *Répondre*, to the author only. A refused text comes back in the form.
#[component]
pub fn Reply(id: MessageId, state: ReplyState, form_key: String, outcome: FormOutcome) -> impl IntoView {
    match state {
        ReplyState::Closed => EitherOf3::A(()),
        ReplyState::AuthorGone => EitherOf3::B(view! {
            <p class="muted small">{words().messages.author_left}</p>
        }),
        ReplyState::Possible => {
            let problem = outcome.errors.get("reponse").map(|problem| words().fields.problem(problem));
            let typed = outcome.typed("reponse").unwrap_or_default();
            // Keeps the key of a form that came back: sent again, it still makes only one reply.
            let key = outcome.typed("cle").unwrap_or(form_key);
            EitherOf3::C(view! { <Form id key typed problem /> })
        }
    }
}

#[component]
fn Form(
    id: MessageId,
    key: String,
    typed: String,
    #[prop(optional_no_strip)] problem: Option<String>,
) -> impl IntoView {
    view! {
        <form class="card" method="post" action=named(&format!("/messagerie/{id}/repondre")) aria-labelledby="repondre">
            <h2 id="repondre">{words().messages.reply}</h2>
            <input type="hidden" name="cle" value=key />
            <Answer typed problem />
            <div class="cluster">
                <button class="button button-primary" type="submit">
                    <Icon name="reply" />
                    " " {words().messages.send_reply}
                </button>
            </div>
        </form>
    }
}

/// The text, counted while it is typed.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
fn Answer(typed: String, problem: Option<String>) -> impl IntoView {
    mark_heard();
    let text = RwSignal::new(typed);
    let count = Memo::new(move |_| text.with(|text| text.trim().chars().count()));
    let over = Memo::new(move |_| count.get().saturating_sub(MAX_REPLY_CHARACTERS));
    view! {
        <LongTextField
            id="reponse"
            label=words().messages.your_reply
            rows=6
            value=text.into()
            problem
            invalid=Signal::derive(move || over.get() > 0)
            described_by="reponse-compte"
        >
            <p class="counter" id="reponse-compte" data-over=move || (over.get() > 0).then_some("true")>
                <Icon name="alert" />
                <span translate="no">{move || words().messages.reply_count(count.get(), over.get())}</span>
            </p>
        </LongTextField>
    }
}
