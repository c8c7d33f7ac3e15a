use domain::communications::{
    FIRST_LANGUAGE, SECOND_LANGUAGE, SECOND_TEXT, SECOND_TITLE, SecondInput, Spoken,
};
use leptos::prelude::*;

use super::channels::ProblemOf;
use crate::{
    components::{
        Disclosure,
        form::{Bound, ChoiceField, Label, LongTextField, TextField},
        language_line, second_languages, spoken_languages,
    },
    words,
};

/// The language of the text and the second version in a correction; `titled` where its channel has titles.
pub fn second_fields(typed: &SecondInput, titled: bool, problem: &ProblemOf<'_>) -> AnyView {
    let [language, title, text] = [SECOND_LANGUAGE, SECOND_TITLE, SECOND_TEXT].map(problem);
    let open = !typed.is_blank();
    let spoken = typed.first_spoken().unwrap_or_default();
    let languages = language_line(spoken, Spoken::from_code(&typed.language));
    let first = spoken.code().to_owned();
    let first_problem = problem(FIRST_LANGUAGE);
    let SecondInput { language: chosen, title: named, text: said, .. } = typed.clone();
    view! {
        <Disclosure label=words().compose.first_language value=languages open=Signal::stored(open)>
            <div class="stack">
                <ChoiceField
                    id=FIRST_LANGUAGE
                    label=words().compose.first_language
                    options=spoken_languages()
                    languages=true
                    value=Bound::from(first)
                    problem=first_problem
                />
                <p class="hint">{words().compose.second_hint}</p>
                <ChoiceField
                    id=SECOND_LANGUAGE
                    label=words().compose.second_language
                    options=second_languages()
                    languages=true
                    value=Bound::from(chosen)
                    problem=language
                />
                {titled.then(|| view! {
                    <TextField
                        id=SECOND_TITLE
                        label=Label::new(words().compose.second_title).aside(words().compose.subject_limit)
                        value=Bound::from(named)
                        problem=title
                        autocomplete="off"
                    />
                })}
                <LongTextField
                    id=SECOND_TEXT
                    label=words().compose.second_text
                    rows=4
                    value=Bound::from(said)
                    problem=text
                    required=false
                />
            </div>
        </Disclosure>
    }
    .into_any()
}

/// What was typed of it, with the names of the fields.
pub fn second_values(typed: &SecondInput) -> [(&'static str, String); 4] {
    [
        (FIRST_LANGUAGE, typed.first_spoken().unwrap_or_default().code().to_owned()),
        (SECOND_LANGUAGE, typed.language.clone()),
        (SECOND_TITLE, typed.title.clone()),
        (SECOND_TEXT, typed.text.clone()),
    ]
}
