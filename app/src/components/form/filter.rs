use leptos::{html, prelude::*};

use super::{Bound, attributes::fixed, input::bind};

/// A text field that hides the rows of a list that do not contain its text. It is not part of a
/// form.
#[component]
pub fn FilterInput(
    label: &'static str,
    wanted: RwSignal<String>,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional, into)] hidden: Signal<bool>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    bind(field, Bound::from(wanted), false);
    let attributes = fixed([
        ("type", Some("search")),
        ("aria-label", Some(label)),
        ("placeholder", Some(label)),
        ("autocomplete", Some("off")),
    ]);
    view! {
        <input
            {..attributes}
            class=class
            hidden=move || hidden.get()
            node_ref=field
            on:input:target=move |event| wanted.set(event.target().value())
        />
    }
}
