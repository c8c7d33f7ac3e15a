use domain::fields::FieldProblem;
use leptos::prelude::*;

use crate::{components::Icon, words};

/// One line to type in, with what is wrong with it.
#[component]
pub fn TextField(
    id: &'static str,
    /// What the form calls it, where a page has two of the same name.
    #[prop(optional)]
    name: Option<&'static str>,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    autocomplete: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: Option<&'static str>,
    problem: Option<FieldProblem>,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), problem.is_some());
    let invalid = problem.is_some();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                name=name.unwrap_or(id)
                type=kind
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required
                value=value
                // The page that comes back has its first mistake under the cursor.
                autofocus=invalid
                aria-invalid=invalid.then_some("true")
                aria-describedby=described
            />
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-aide")>{hint}</p> })}
            {problem.map(|problem| view! { <FieldError id=format!("{id}-erreur") sentence=words().fields.problem(&problem) /> })}
        </div>
    }
}

/// *Code à six chiffres* of an authenticator application.
#[component]
pub fn CodeField(invalid: bool, #[prop(optional_no_strip)] sentence: Option<String>) -> impl IntoView {
    let described = described_by("code", true, sentence.is_some());
    view! {
        <div class="field">
            <label for="code">"Code à six chiffres"</label>
            <input
                class="input input-code"
                id="code"
                name="code"
                inputmode="numeric"
                autocomplete="one-time-code"
                // Applications show it in two groups, and some copy the space between them.
                maxlength="9"
                required
                autofocus=invalid
                aria-invalid=invalid.then_some("true")
                aria-describedby=described
            />
            <p class="hint" id="code-aide">"Affiché par votre application d’authentification ; il change toutes les 30 secondes."</p>
            {sentence.map(|sentence| view! { <FieldError id="code-erreur".to_owned() sentence /> })}
        </div>
    }
}

/// The sentence of one refused field.
#[component]
pub fn FieldError(id: String, sentence: String) -> impl IntoView {
    view! {
        <p class="field-error" id=id>
            <Icon name="alert" />
            " "
            {sentence}
        </p>
    }
}

/// The identities of what describes a field: its hint, its error.
pub fn described_by(id: &str, hint: bool, problem: bool) -> Option<String> {
    match (hint, problem) {
        (true, true) => Some(format!("{id}-aide {id}-erreur")),
        (true, false) => Some(format!("{id}-aide")),
        (false, true) => Some(format!("{id}-erreur")),
        (false, false) => None,
    }
}
