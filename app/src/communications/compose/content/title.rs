use leptos::prelude::*;

use crate::{
    communications::compose::validation::problem_of,
    components::form::{Bound, Label, TextField},
    words,
};

/// A title on one line; its length is shown once it is too long.
#[component]
pub fn TitleField(
    id: &'static str,
    label: &'static str,
    /// The `id` of the length.
    count_id: &'static str,
    most: usize,
    value: Bound<String>,
) -> impl IntoView {
    let count = Memo::new(move |_| value.signal().with(|title| title.trim().chars().count()));
    let over = move || count.get() > most;
    view! {
        <TextField
            id
            label=Label::new(label).marked().aside(words().compose.subject_limit)
            value
            problem=problem_of(id)
            invalid=Signal::derive(over)
            described_by=count_id
            required=true
            autocomplete="off"
        >
            <p class="counter" translate="no" id=count_id data-over="true" hidden=move || !over()>
                {move || words().compose.characters_of(count.get(), most, 0)}
            </p>
        </TextField>
    }
}
