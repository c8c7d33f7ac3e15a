use domain::fields::FieldProblem;
use leptos::prelude::*;

use super::Icon;
use crate::words;

/// The sentence of one refused control, under `{field}-erreur`.
#[component]
pub fn FieldSentence(
    #[prop(into)] field: Signal<String>,
    /// What is wrong with a control.
    problem: Callback<String, Option<FieldProblem>>,
) -> impl IntoView {
    move || {
        let field = field.get();
        problem.run(field.clone()).map(|problem| {
            view! {
                <p class="field-error" id=format!("{field}-erreur")>
                    <Icon name="alert" />
                    " "
                    {words().fields.problem(&problem)}
                </p>
            }
        })
    }
}
