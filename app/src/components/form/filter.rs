use leptos::{html, prelude::*};

use super::{Bound, attributes::fixed, input::bind};

/// A text field that hides the rows of a list that do not contain its text, or searches for others. It
/// is part of a form only with a `name`.
#[component]
pub fn FilterInput(
    label: &'static str,
    wanted: RwSignal<String>,
    #[prop(optional, into)] name: Signal<Option<String>>,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional, into)] hidden: Signal<bool>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    bind(field, Bound::from(wanted), false);
    let attributes = fixed([
        ("type", Some("search")),
        ("dir", Some("auto")),
        ("aria-label", Some(label)),
        ("placeholder", Some(label)),
        ("autocomplete", Some("off")),
    ]);
    view! {
        <input
            {..attributes}
            class=class
            name=move || name.get()
            value=wanted.get_untracked()
            hidden=move || hidden.get()
            node_ref=field
            on:input:target=move |event| wanted.set(event.target().value())
        />
    }
}
