use leptos::{html, prelude::*};

use super::{Bound, input::bind};

/// What is typed here hides the rows of a list that do not contain it. It is no part of a form.
#[component]
pub fn FilterInput(
    label: &'static str,
    wanted: RwSignal<String>,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional, into)] hidden: Signal<bool>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    bind(field, Bound::from(wanted), false);
    view! {
        <input
            class=class
            type="search"
            aria-label=label
            placeholder=label
            autocomplete="off"
            hidden=move || hidden.get()
            node_ref=field
            on:input:target=move |event| wanted.set(event.target().value())
        />
    }
}
