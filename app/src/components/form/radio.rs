use leptos::{html, prelude::*};

use super::{Bound, early::bind_checked};

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
    /// A value that cannot be chosen at the moment is hidden.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    if !chosen.is_fixed() {
        let checked = Signal::derive(move || chosen.signal().with(|chosen| chosen == value));
        // The button that lost its mark says nothing: the one that got it does.
        bind_checked(field, checked, move |is_chosen| {
            if is_chosen {
                chosen.set(value.to_owned());
            }
        });
    }
    view! {
        <label class=class data-severity=severity hidden=move || hidden.get()>
            <input
                type="radio"
                name=move || name.get()
                value=value
                checked=chosen.get_untracked() == value
                node_ref=field
                on:change=move |_| chosen.set(value.to_owned())
            />
            " "
            {children()}
        </label>
    }
}
