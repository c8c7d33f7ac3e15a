use domain::{
    MessageId,
    messages::{MAX_REPLY_CHARACTERS, view::ReplyState},
};
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    AppError,
    components::{Failed, FormOutcome, FoundAgain, Icon, form::LongTextField},
    named::{QUERY, named_as},
    words,
};

/// *Répondre*, to the author only. A refused text comes back in the form.
#[component]
pub fn Reply(id: MessageId, state: ReplyState, form_key: String, outcome: FormOutcome) -> impl IntoView {
    match state {
        ReplyState::Closed => EitherOf3::A(view! { <Unsendable outcome /> }),
        ReplyState::AuthorGone => EitherOf3::B(view! {
            <p class="muted small">{words().messages.author_left}</p>
            <Unsendable outcome />
        }),
        ReplyState::Possible => {
            let problem = outcome.errors.get("reponse").map(|problem| words().fields.problem(problem));
            let typed = outcome.typed("reponse").unwrap_or_default();
            // Keeps the key of a form that came back: sent again, it still makes only one reply.
            let key = outcome.typed("cle").unwrap_or(form_key);
            let address = format!("/messagerie/{id}/repondre");
            // Who was signed out meanwhile sends it once they are back: it names them as before.
            let writer = outcome.typed(QUERY);
            EitherOf3::C(view! { <Form address writer key typed problem failure=outcome.failure /> })
        }
    }
}

/// A reply for which there is no form any more: why it did not go, and its text to copy.
#[component]
fn Unsendable(outcome: FormOutcome) -> impl IntoView {
    let typed = outcome.typed("reponse").filter(|text| !text.trim().is_empty());
    typed.map(|text| {
        view! {
            <section class="card stack" aria-labelledby="non-envoyee">
                <h2 id="non-envoyee">{words().messages.reply}</h2>
                <Failed failure=outcome.failure />
                <p>{words().refusals.typed_text}</p>
                <p class="typed-text" dir="auto">{text}</p>
            </section>
        }
    })
}

#[component]
fn Form(
    address: String,
    #[prop(optional_no_strip)] writer: Option<String>,
    key: String,
    typed: String,
    #[prop(optional_no_strip)] problem: Option<String>,
    failure: Option<AppError>,
) -> impl IntoView {
    view! {
        <form
            class="card"
            method="post"
            action=named_as(&address, writer)
            aria-labelledby="repondre"
            // The page says in its own language what is missing.
            novalidate
            data-keeps="true"
        >
            <h2 id="repondre">{words().messages.reply}</h2>
            <Failed failure />
            <FoundAgain />
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

/// The text, counted by the module while it is typed.
#[component]
fn Answer(typed: String, #[prop(optional_no_strip)] problem: Option<String>) -> impl IntoView {
    let count = typed.trim().chars().count();
    let over = count.saturating_sub(MAX_REPLY_CHARACTERS);
    let sentence = |over| words().messages.reply_count(COUNT, over);
    let within = counting(&sentence(0));
    let (one_over, many_over) = (counting(&sentence(1)), counting(&sentence(OVER)));
    view! {
        <LongTextField
            id="reponse"
            label=words().messages.your_reply
            rows=6
            value=typed.into()
            problem=Signal::stored(problem)
            invalid=Signal::stored(over > 0)
            described_by="reponse-compte"
        >
            <p
                class="counter"
                id="reponse-compte"
                data-over=(over > 0).then_some("true")
                data-counts="reponse"
                data-max=MAX_REPLY_CHARACTERS.to_string()
                data-within=within
                data-one=one_over
                data-many=many_over
            >
                <Icon name="alert" />
                <span translate="no">{words().messages.reply_count(count, over)}</span>
            </p>
        </LongTextField>
    }
}

/// Two numbers that stand in no sentence otherwise.
const COUNT: usize = 7;
const OVER: usize = 3;

/// The sentence with `{}` for the number of characters, and `{-}` for how many are too many.
fn counting(sentence: &str) -> String {
    sentence.replacen('7', "{}", 1).replacen('3', "{-}", 1)
}

#[cfg(test)]
mod tests {
    use super::{COUNT, OVER, counting};
    use crate::words;

    #[test]
    fn a_script_finds_the_places_of_both_numbers() {
        let sentence = |over| counting(&words().messages.reply_count(COUNT, over));
        for (over, tells) in [(0, false), (1, false), (OVER, true)] {
            let sentence = sentence(over);
            assert!(sentence.contains("{}") && sentence.contains("000"), "{sentence}");
            assert_eq!(sentence.contains("{-}"), tells, "{sentence}");
        }
    }
}
