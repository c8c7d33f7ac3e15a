use domain::communications::received::{Contact, RECEIVED, ReceivedDetail};
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    components::{
        Failed, FormOutcome, FoundAgain, Icon,
        form::{Bound, Label, LongTextField, TextField},
    },
    named::named,
    words,
};

/// *Contacter l'auteur*. A refused text comes back in the form.
#[component]
pub fn ContactAuthor(detail: ReceivedDetail, outcome: FormOutcome) -> impl IntoView {
    match detail.contact {
        Contact::NotAllowed | Contact::Own => EitherOf3::A(view! { <Unsendable outcome /> }),
        Contact::AuthorGone => EitherOf3::B(view! {
            <section class="stack" aria-labelledby="contacter">
                <h2 id="contacter">{words().received.contact}</h2>
                <p class="muted">{words().received.contact_author_gone}</p>
                <Unsendable outcome />
            </section>
        }),
        Contact::Possible => EitherOf3::C(view! { <Form detail outcome /> }),
    }
}

/// A question for which there is no form any more: why it did not go, and its text to copy.
#[component]
fn Unsendable(outcome: FormOutcome) -> impl IntoView {
    let typed = outcome.typed("texte").filter(|text| !text.trim().is_empty());
    typed.map(|text| {
        view! {
            <div class="stack">
                <Failed failure=outcome.failure />
                <p>{words().refusals.typed_text}</p>
                <p class="typed-text" dir="auto">{text}</p>
            </div>
        }
    })
}

#[component]
fn Form(detail: ReceivedDetail, outcome: FormOutcome) -> impl IntoView {
    let problem = |field: &str| {
        let sentence = outcome.errors.get(field).map(|problem| words().fields.problem(problem));
        Signal::stored(sentence)
    };
    let subject = outcome.typed("objet").unwrap_or_else(|| words().received.subject_about(&detail.title));
    let text = outcome.typed("texte").unwrap_or_default();
    // Keeps the key of a form that came back: sent again, it still makes only one message.
    let key = outcome.typed("cle").unwrap_or(detail.form_key);
    view! {
        <form
            class="card stack"
            method="post"
            action=named(&format!("{RECEIVED}/{}/contacter", detail.id))
            aria-labelledby="contacter"
            novalidate
            data-keeps="true"
        >
            <h2 id="contacter">{words().received.contact}</h2>
            <Failed failure=outcome.failure.clone() />
            <FoundAgain />
            <p class="muted" id="contacter-conseil">{words().received.contact_hint}</p>
            <input type="hidden" name="etablissement" value=detail.site.establishment.to_string() />
            <input type="hidden" name="cle" value=key />
            <TextField
                id="objet"
                label=Label::new(words().received.subject).marked()
                value=Bound::from(subject)
                problem=problem("objet")
                required=true
            />
            <LongTextField
                id="texte"
                label=Label::new(words().received.text).marked()
                rows=6
                value=Bound::from(text)
                problem=problem("texte")
                described_by="contacter-conseil"
            />
            <div class="cluster">
                <button class="button button-primary" type="submit">
                    <Icon name="mail" />
                    " " {words().received.send}
                </button>
            </div>
        </form>
    }
}
