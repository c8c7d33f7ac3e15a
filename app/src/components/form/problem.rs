use domain::fields::FieldProblem;
use leptos::prelude::*;

use crate::{
    components::{Icon, OpensHere, afresh},
    words,
};

/// Finds the error message of a control by its `id`, if there is one.
#[derive(Clone, Copy)]
pub struct Problems(Callback<String, Option<String>>);

impl Problems {
    pub fn new(find: impl Fn(&str) -> Option<FieldProblem> + Send + Sync + 'static) -> Self {
        Self(Callback::new(move |field: String| {
            find(&field).as_ref().map(|problem| words().fields.problem(problem))
        }))
    }

    /// The current error message of this control.
    pub fn of(self, field: impl Into<Signal<String>>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || self.0.run(field.get()))
    }
}

/// The error message of one control, with the `id` `{field}-erreur`.
#[component]
pub fn FieldSentence(
    #[prop(into)] field: Signal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let problem = Memo::new(move |_| problem.get());
    afresh(move || {
        problem.get().map(|sentence| {
            view! {
                <p class="field-error" id=format!("{}-erreur", field.get())>
                    <Icon name="alert" />
                    " "
                    {sentence}
                </p>
            }
            .into_any()
        })
    })
}

/// The error message of a group of controls in a plain form, none of which asks for the focus by itself: the
/// page opens at the message.
#[component]
pub fn GroupSentence(field: &'static str, problem: Signal<Option<String>>) -> impl IntoView {
    problem.with_untracked(Option::is_some).then(|| {
        view! {
            <OpensHere>
                <FieldSentence field problem />
            </OpensHere>
        }
    })
}
