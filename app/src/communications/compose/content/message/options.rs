use domain::communications::Acknowledgement;
use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::form::{CheckBox, Choices, Radio},
    words,
};

/// *Accusé de lecture*
#[component]
pub fn Acknowledgements() -> impl IntoView {
    let chosen = expect_context::<Content>().acknowledgement();
    let choice = move |asked: Acknowledgement| {
        view! {
            <Radio name="accuse" value=asked.code() chosen>
                <span>
                    {words().communications.acknowledgement(asked)} " "
                    <span class="hint">{words().communications.acknowledgement_hint(asked)}</span>
                </span>
            </Radio>
        }
    };
    view! {
        <Choices id="accuse" legend=words().compose.acknowledgement problem=problem_of("accuse")>
            <div class="choice-stack">{Acknowledgement::ALL.into_iter().map(choice).collect_view()}</div>
        </Choices>
    }
}

/// *Réponses et copie*
#[component]
pub fn RepliesAndCopy() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <Choices legend=words().compose.replies_and_copy>
            <div class="choice-stack">
                <CheckBox id="reponse" name="reponse" checked=content.reply_allowed()>{words().compose.allow_replies}</CheckBox>
                <CheckBox id="copie" name="copie" checked=content.copy_to_author()>
                    {words().compose.want_copy}
                </CheckBox>
            </div>
        </Choices>
    }
}
