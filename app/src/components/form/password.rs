use leptos::prelude::*;

use super::{Bound, Label, TextField};

/// A password: always to be filled in, never written back by the server.
#[component]
pub fn PasswordField(
    id: &'static str,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(into)] label: Label,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Where an island follows what is typed.
    #[prop(optional, into)]
    typed: Bound<String>,
    #[prop(optional_no_strip, into)] hint: Option<&'static str>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // The page that comes back has its first mistake under the cursor.
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
