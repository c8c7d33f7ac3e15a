use domain::communications::{Acknowledgement, MAX_SUBJECT_CHARACTERS};
use leptos::{html, prelude::*};

use super::{attach::Attachments, body::Body, errors::FieldError, send_at::SendAtField, state::Compose};
use crate::{
    components::{from_then_on, take_early},
    words,
};

/// What a message says, when it goes, and what is asked of its readers.
#[component]
pub fn MessageFields() -> impl IntoView {
    view! {
        <div class="compose-part of-message">
            <SendAtField />
            <Subject />
            <Body />
            <Attachments />
            <Acknowledgements />
            <Boxes />
        </div>
    }
}

#[component]
fn Subject() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let subject = Memo::new(move |_| compose.input.with(|input| input.message.subject.clone()));
    let count = Memo::new(move |_| subject.with(|subject| subject.trim().chars().count()));
    let over = move || count.get() > MAX_SUBJECT_CHARACTERS;
    let field = NodeRef::<html::Input>::new();
    let change = move |text: String| compose.edit(|input| input.message.subject = text);
    take_early(field, change);
    view! {
        <div class="field">
            <label for="objet">
                "Objet " <span class="required" aria-hidden="true">"*"</span>
                <span class="hint">" (150 caractères max.)"</span>
            </label>
            <input class="input" id="objet" name="objet" type="text" required autocomplete="off"
                node_ref=field
                value=subject.get_untracked() prop:value=from_then_on(move || subject.get())
                aria-describedby="objet-compte objet-erreur"
                aria-invalid=move || (over() || compose.error("objet").is_some()).then_some("true")
                on:input:target=move |event| change(event.target().value()) />
            <p class="counter" id="objet-compte" data-over="true" hidden=move || !over()>
                {move || format!("{} / {MAX_SUBJECT_CHARACTERS} caractères", count.get())}
            </p>
            <FieldError field=Signal::stored("objet".to_owned()) />
        </div>
    }
}

/// *Accusé de lecture*
#[component]
fn Acknowledgements() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let chosen = Memo::new(move |_| {
        compose
            .input
            .with(|input| Acknowledgement::from_code(&input.message.acknowledgement))
            .unwrap_or_default()
    });
    view! {
        <fieldset class="field" id="accuse">
            <legend>"Accusé de lecture"</legend>
            <div class="choice-stack">
                {Acknowledgement::ALL
                    .into_iter()
                    .map(|asked| {
                        let checked = move || chosen.get() == asked;
                        view! {
                            <label class="choice">
                                <input type="radio" name="accuse" value=asked.code()
                                    checked=checked prop:checked=checked
                                    on:change=move |_| compose.edit(|input| asked.code().clone_into(&mut input.message.acknowledgement)) />
                                <span>
                                    {words().communications.acknowledgement(asked)} " "
                                    <span class="hint">{words().communications.acknowledgement_hint(asked)}</span>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            <FieldError field=Signal::stored("accuse".to_owned()) />
        </fieldset>
    }
}

#[component]
fn Boxes() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let reply = Memo::new(move |_| compose.input.with(|input| input.message.reply_allowed));
    let copy = Memo::new(move |_| compose.input.with(|input| input.message.copy_to_author));
    view! {
        <fieldset class="field">
            <legend>"Réponses et copie"</legend>
            <div class="choice-stack">
                <label class="choice">
                    <input type="checkbox" id="reponse" name="reponse" value="oui"
                        checked=move || reply.get() prop:checked=move || reply.get()
                        on:change:target=move |event| compose.edit(|input| input.message.reply_allowed = event.target().checked()) />
                    " Autoriser les réponses"
                </label>
                <label class="choice">
                    <input type="checkbox" id="copie" name="copie" value="oui"
                        checked=move || copy.get() prop:checked=move || copy.get()
                        on:change:target=move |event| compose.edit(|input| input.message.copy_to_author = event.target().checked()) />
                    " Je souhaite recevoir la communication sur ma messagerie lors de sa publication"
                </label>
            </div>
        </fieldset>
    }
}
