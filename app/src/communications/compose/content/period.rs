use leptos::prelude::*;

use crate::{
    communications::compose::validation::problem_of,
    components::form::{Bound, Choices, DateField, Label},
    words,
};

/// The `id`s of the controls of a period, and of its hint.
#[derive(Clone, Copy)]
pub struct PeriodIds {
    pub first: &'static str,
    pub last: &'static str,
    pub hint: &'static str,
}

/// *Période de publication*: first and last day, both included.
#[component]
pub fn PeriodField(ids: PeriodIds, first: Bound<String>, last: Bound<String>) -> impl IntoView {
    view! {
        <Choices legend=Label::new(words().compose.period).marked()>
            <div class="cluster period">
                <DateField
                    id=ids.first
                    label=words().compose.first_day
                    value=first
                    problem=problem_of(ids.first)
                    described_by=ids.hint
                    required=true
                    input_class="input input-short"
                />
                <DateField
                    id=ids.last
                    label=words().compose.last_day
                    value=last
                    problem=problem_of(ids.last)
                    described_by=ids.hint
                    required=true
                    input_class="input input-short"
                />
            </div>
            <p class="hint" id=ids.hint>{words().compose.period_hint}</p>
        </Choices>
    }
}
