use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::form::{Choices, DateField, Label},
    words,
};

/// *Période de publication*: first and last day, both included.
#[component]
pub fn PeriodField() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <Choices legend=Label::new(words().compose.period).marked()>
            <div class="cluster period">
                <DateField
                    id="periode-debut"
                    label=words().compose.first_day
                    value=content.first_day()
                    problem=problem_of("periode-debut")
                    described_by="periode-aide"
                    required=true
                    input_class="input input-short"
                />
                <DateField
                    id="periode-fin"
                    label=words().compose.last_day
                    value=content.last_day()
                    problem=problem_of("periode-fin")
                    described_by="periode-aide"
                    required=true
                    input_class="input input-short"
                />
            </div>
            <p class="hint" id="periode-aide">{words().compose.period_hint}</p>
        </Choices>
    }
}
