use leptos::prelude::*;

use crate::{components::form::TextField, words};

/// *Code à six chiffres* of an authenticator application.
#[component]
pub fn CodeField(
    #[prop(optional_no_strip)] problem: Option<String>,
    /// What was typed before.
    value: String,
) -> impl IntoView {
    let autofocus = problem.is_some();
    view! {
        <TextField
            id="code"
            label=words().accounts.six_digits
            hint=words().accounts.six_digits_hint
            value
            problem
            required=true
            autocomplete="one-time-code"
            inputmode="numeric"
            // Applications show the code in two groups, and some copy the space between them.
            maxlength="9"
            autofocus
            input_class="input input-code"
        />
    }
}

/// *Code de secours*: stands in once for the code of the application.
#[component]
pub fn RecoveryCodeField(
    #[prop(optional_no_strip)] problem: Option<String>,
    /// What was typed before.
    value: String,
) -> impl IntoView {
    let autofocus = problem.is_some();
    view! {
        <TextField
            id="code-secours"
            name="code"
            label=words().accounts.recovery_code
            hint=words().accounts.recovery_code_hint
            value
            problem
            required=true
            autocomplete="off"
            as_typed=true
            maxlength="40"
            autofocus
        />
    }
}
