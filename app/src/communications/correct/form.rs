use domain::{communications::CorrectionForm, fields::FieldErrors};
use leptos::{either::Either, prelude::*};

use super::{beside::message_beside, channels::worded, second::second_fields};
use crate::{
    components::{FoundAgain, form::CheckBox},
    named::named,
    words,
};

/// The text to correct. Targets, period and type are not here: they stay.
#[component]
pub fn Fields(form: CorrectionForm, errors: FieldErrors) -> impl IntoView {
    let CorrectionForm {
        id, content, version, people, always_told, beside, articles, typed, refused, ..
    } = form;
    let errors = if refused.is_empty() { errors } else { refused };
    let problem =
        move |field: &str| Signal::stored(errors.get(field).map(|problem| words().fields.problem(problem)));
    let languages = second_fields(&typed.input.second, content.has_title(), &problem);
    let fields = worded(&content).fields(&typed.input, &articles, &problem, languages);
    view! {
        <p>{words().versions.stays}</p>
        <p>{words().versions.seen_by(people)}</p>
        {message_beside(beside)}
        // What is wrong is said by the server. A browser would refuse addresses that are completed, and would
        // send nothing, without a word, for a field that is out of sight.
        <form
            class="card stack printed"
            method="post"
            action=named(&format!("/communications/{id}/corriger"))
            novalidate
            data-keeps="true"
        >
            <FoundAgain />
            <input type="hidden" name="version" value=version.to_string() />
            {fields}
            {if always_told {
                Either::Left(view! { <p>{words().versions.always_told}</p> })
            } else {
                Either::Right(view! {
                    <div class="field">
                        <CheckBox name="prevenir" checked=typed.tell>{words().versions.tell}</CheckBox>
                        <p class="hint">{words().versions.tell_hint}</p>
                    </div>
                })
            }}
            <div class="cluster">
                <button class="button button-primary" type="submit" name="action" value="demander">
                    {words().versions.ask}
                </button>
                <a class="button" href=format!("/communications/{id}") data-drops="true">{words().common.cancel}</a>
            </div>
        </form>
    }
}
