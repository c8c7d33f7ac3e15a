use domain::communications::MAX_SUBJECT_CHARACTERS;
use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::form::{Label, TextField},
    words,
};

/// *Objet*; its length is shown once it is too long.
#[component]
pub fn Subject() -> impl IntoView {
    let subject = expect_context::<Content>().subject();
    let count = Memo::new(move |_| subject.signal().with(|subject| subject.trim().chars().count()));
    let over = move || count.get() > MAX_SUBJECT_CHARACTERS;
    view! {
        <TextField
            id="objet"
            label=Label::new(words().compose.subject).marked().aside(words().compose.subject_limit)
            value=subject
            problem=problem_of("objet")
            invalid=Signal::derive(over)
            described_by="objet-compte"
            required=true
            autocomplete="off"
        >
            <p class="counter" id="objet-compte" data-over="true" hidden=move || !over()>
                {move || words().compose.characters_of(count.get(), MAX_SUBJECT_CHARACTERS, 0)}
            </p>
        </TextField>
    }
}
