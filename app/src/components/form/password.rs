use leptos::prelude::*;

use super::{Bound, Label, TextField};

/// A password: always required, never written back by the server.
#[component]
pub fn PasswordField(
    id: &'static str,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(into)] label: Label,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Lets an island follow the typed text.
    #[prop(optional, into)]
    typed: Bound<String>,
    #[prop(optional_no_strip, into)] hint: Option<&'static str>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // When the form comes back with an error, the field with the error takes the focus.
    let autofocus = problem.with_untracked(Option::is_some);
    let below = move || children.map(|children| children());
    view! {
        <TextField
            id
            name=name.unwrap_or(id)
            label
            kind="password"
            value=typed
            hint
            problem
            invalid
            described_by
            required=true
            autocomplete
            as_typed=true
            autofocus
        >
            {below()}
        </TextField>
    }
}
