use domain::fields::FieldErrors;
use leptos::prelude::*;

use crate::{
    components::{
        form::{PasswordField, TextField},
        form_outcome,
    },
    words,
};

/// What confirms a sensitive act: the password, and a code where there is a second factor.
#[component]
pub fn ProofFields(
    /// The `id`s of the two fields, which other forms of the page have too.
    ids: [&'static str; 2],
    label: &'static str,
    login: String,
    /// Whether a code is needed.
    coded: bool,
    errors: FieldErrors,
) -> impl IntoView {
    let [password, code] = ids;
    // Only of the form that came back; the password is typed again.
    let typed = if errors.is_empty() { None } else { form_outcome().typed("code") };
    let problem = move |field: &str| errors.get(field).map(|problem| words().fields.problem(problem));
    let code_problem = problem("code");
    view! {
        // Password managers want to know whose password it is.
        <input type="text" autocomplete="username" value=login readonly hidden />
        <PasswordField
            id=password
            name="actuel"
            label=label
            autocomplete="current-password"
            problem=problem("actuel")
        />
        {coded
            .then(|| {
                view! {
                    <TextField
                        id=code
                        name="code"
                        label=words().accounts.code_or_recovery
                        hint=words().accounts.code_or_recovery_hint
                        value=typed.unwrap_or_default()
                        autofocus=code_problem.is_some()
                        problem=code_problem
                        required=true
                        autocomplete="one-time-code"
                        as_typed=true
                        maxlength="40"
                    />
                }
            })}
    }
}
