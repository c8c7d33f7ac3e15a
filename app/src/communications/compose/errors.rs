use leptos::{html, prelude::*};

use super::state::Compose;
use crate::{
    components::{FieldSentence, Icon},
    words,
};

/// The sentence of one refused control, under `{field}-erreur`.
#[component]
pub fn FieldError(#[prop(into)] field: Signal<String>) -> impl IntoView {
    let compose = expect_context::<Compose>();
    view! { <FieldSentence field problem=Callback::new(move |field: String| compose.error(&field)) /> }
}

/// What is to be corrected, each a link to its control; and what else went wrong.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let errors = Memo::new(move |_| compose.shown_errors());
    let summary = NodeRef::<html::Div>::new();
    let title = move || match errors.with(|errors| errors.0.len()) {
        1 => "La communication n’est pas déployée : 1 point à corriger".to_owned(),
        n => format!("La communication n’est pas déployée : {n} points à corriger"),
    };
    // Focus goes to the summary when somebody tries to deploy, not each time a mistake is mended.
    Effect::new(move |_| {
        if compose.attempted.get()
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
        }
    });
    view! {
        <Show when=move || !errors.with(domain::fields::FieldErrors::is_empty)>
            <div class="notice error-summary" data-kind="error" role="alert" tabindex="-1" id="erreurs"
                aria-labelledby="erreurs-titre" node_ref=summary>
                <Icon name="alert" />
                <h2 id="erreurs-titre">{title}</h2>
                <ul>
                    {move || {
                        errors
                            .get()
                            .0
                            .iter()
                            .map(|(field, problem)| {
                                let label = format!("{} : {}", words().fields.field_name(field), words().fields.problem(problem));
                                view! { <li><a href=format!("#{field}") rel="external">{label}</a></li> }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
        {move || {
            compose
                .failure
                .get()
                .map(|error| {
                    view! {
                        <div class="notice" data-kind="error" role="alert">
                            <Icon name="alert" />
                            <p>{error.sentence()}</p>
                        </div>
                    }
                })
        }}
    }
}
