use domain::fields::FieldProblem;
use leptos::prelude::*;

use super::Icon;
use crate::labels;

/// The sentence of one refused control, under `{field}-erreur`.
#[component]
pub fn FieldSentence(
    #[prop(into)] field: Signal<String>,
    #[prop(into)] problem: Signal<Option<FieldProblem>>,
) -> impl IntoView {
    move || {
        problem.get().map(|problem| {
            view! {
                <p class="field-error" id=format!("{}-erreur", field.get())>
                    <Icon name="alert" />
                    " "
                    {labels::problem(&problem)}
                </p>
            }
        })
    }
}
