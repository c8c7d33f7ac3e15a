use domain::communications::{AnnouncementText, MAX_ANNOUNCEMENT_CHARACTERS};
use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::{
        Icon, debounce,
        form::{Label, LongTextField},
    },
    words,
};

const SPEAK_AFTER_MS: u32 = 900;

/// *Texte de l’annonce*, counted while it is typed.
#[component]
pub fn Text() -> impl IntoView {
    let text = expect_context::<Content>().text();
    let count = Memo::new(move |_| text.signal().with(|text| AnnouncementText::count(text)));
    let over = Memo::new(move |_| count.get().saturating_sub(MAX_ANNOUNCEMENT_CHARACTERS));
    let sentence = move |count: usize, over: usize| {
        words().compose.characters_of(count, MAX_ANNOUNCEMENT_CHARACTERS, over)
    };
    // A screen reader announces the count once typing pauses, not at each key.
    let spoken = RwSignal::new(String::new());
    debounce(
        move || count.get(),
        SPEAK_AFTER_MS,
        move |count| spoken.set(sentence(count, count.saturating_sub(MAX_ANNOUNCEMENT_CHARACTERS))),
    );
    view! {
        <LongTextField
            id="texte"
            label=Label::new(words().compose.announcement_text).marked().aside(words().compose.announcement_limit)
            rows=4
            value=text
            problem=problem_of("texte")
            invalid=Signal::derive(move || over.get() > 0)
            described_by="texte-compte"
        >
            <p class="counter" translate="no" id="texte-compte" data-over=move || (over.get() > 0).to_string()>
                <Icon name="alert" />
                " "
                {move || sentence(count.get(), over.get())}
            </p>
            <p class="visually-hidden" role="status" translate="no">{move || spoken.get()}</p>
        </LongTextField>
    }
}
