use leptos::prelude::*;

use super::Bound;

/// One of several values, with its label as children.
#[component]
pub fn Radio(
    #[prop(into)] name: Signal<String>,
    value: &'static str,
    /// The chosen value of the group.
    chosen: Bound<String>,
    #[prop(default = "choice")] class: &'static str,
    /// For the style sheet, if the value is a severity.
    #[prop(optional)]
    severity: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let checked = move || chosen.signal().with(|chosen| chosen == value);
    view! {
        <label class=class data-severity=severity>
            <input
                type="radio"
                name=move || name.get()
                value=value
                checked=checked
                prop:checked=checked
                on:change=move |_| chosen.set(value.to_owned())
            />
            " "
            {children()}
        </label>
    }
}
