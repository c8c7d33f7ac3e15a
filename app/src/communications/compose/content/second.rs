//! *Langue du texte*, and *Ajouter une autre langue*: the author's own second version, on every channel.

use domain::communications::{
    CommunicationInput, FIRST_LANGUAGE, MAX_SUBJECT_CHARACTERS, SECOND_LANGUAGE, SECOND_TEXT, SECOND_TITLE,
    SecondVersion, Spoken,
};
use leptos::prelude::*;

use super::{Content, title::TitleField};
use crate::{
    communications::compose::validation::problem_of,
    components::{
        Disclosure, first_languages,
        form::{ChoiceField, LongTextField},
        language_line, second_languages, second_row,
    },
    words,
};

/// The language of the text and the controls of a second version, folded until there is something in
/// them; the line says both languages. `titled` says whether a channel on offer has titles; the style
/// sheet hides the title of the others.
#[component]
pub fn SecondField(titled: bool) -> impl IntoView {
    let content = expect_context::<Content>();
    let open = Signal::derive(move || content.input.with(CommunicationInput::has_second));
    let languages = move || {
        let (first, second) = content.input.with(|input| {
            (input.second.first_spoken().unwrap_or_default(), Spoken::from_code(&input.second.language))
        });
        language_line(first, second)
    };
    view! {
        <Disclosure label=words().compose.first_language value=languages.into_any() open>
            <div class="compose-part">
                <ChoiceField
                    id=FIRST_LANGUAGE
                    label=words().compose.first_language
                    options=first_languages()
                    languages=true
                    value=content.first_language()
                    problem=problem_of(FIRST_LANGUAGE)
                />
                <p class="hint">{words().compose.second_hint}</p>
                <ChoiceField
                    id=SECOND_LANGUAGE
                    label=words().compose.second_language
                    options=second_languages()
                    languages=true
                    value=content.second_language()
                    problem=problem_of(SECOND_LANGUAGE)
                />
                {titled.then(|| view! {
                    <div class="of-titled">
                        <TitleField
                            id=SECOND_TITLE
                            label=words().compose.second_title
                            count_id="autre-titre-compte"
                            most=MAX_SUBJECT_CHARACTERS
                            value=content.second_title()
                        />
                    </div>
                })}
                <LongTextField
                    id=SECOND_TEXT
                    label=words().compose.second_text
                    rows=4
                    value=content.second_text()
                    problem=problem_of(SECOND_TEXT)
                    required=false
                />
            </div>
        </Disclosure>
    }
}

/// The second version as the form holds it, for the question before deployment.
pub fn second_of(input: &CommunicationInput) -> Option<AnyView> {
    let language = Spoken::from_code(&input.second.language)?;
    let title = if input.takes_files() { input.second.title.clone() } else { String::new() };
    second_row(Some(&SecondVersion { language, title, text: input.second.text.clone() }))
}
