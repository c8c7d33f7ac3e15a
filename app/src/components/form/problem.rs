use domain::fields::FieldProblem;
use leptos::prelude::*;

use crate::{components::Icon, words};

/// Finds what is wrong with a control, by its identity: a sentence, or nothing.
#[derive(Clone, Copy)]
pub struct Problems(Callback<String, Option<String>>);

impl Problems {
    pub fn new(find: impl Fn(&str) -> Option<FieldProblem> + Send + Sync + 'static) -> Self {
        Self(Callback::new(move |field: String| {
            find(&field).as_ref().map(|problem| words().fields.problem(problem))
        }))
    }

    /// What is wrong with this control, as it stands now.
    pub fn of(self, field: impl Into<Signal<String>>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || self.0.run(field.get()))
    }
}

/// The sentence of one refused control, under `{field}-erreur`.
#[component]
pub fn FieldSentence(
    #[prop(into)] field: Signal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        problem.get().map(|sentence| {
            view! {
                <p class="field-error" id=format!("{}-erreur", field.get())>
                    <Icon name="alert" />
                    " "
                    {sentence}
                </p>
            }
        })
    }
}
