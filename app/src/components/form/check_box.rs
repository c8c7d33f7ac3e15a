use leptos::{html, prelude::*};

use super::{Bound, early::bind_checked};

/// Yes or no, with its label as children.
#[component]
pub fn CheckBox(
    #[prop(optional)] id: Option<&'static str>,
    #[prop(into)] name: Signal<String>,
    /// The posted value when it is checked.
    #[prop(default = "oui".to_owned(), into)]
    value: String,
    #[prop(into)] checked: Bound<bool>,
    #[prop(optional, into)] hidden: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    if !checked.is_fixed() {
        bind_checked(field, checked.signal(), move |is_checked| checked.set(is_checked));
    }
    view! {
        <label class="choice" hidden=move || hidden.get()>
            <input
                type="checkbox"
                id=id
                name=move || name.get()
                value=value
                checked=checked.get_untracked()
                node_ref=field
                on:change:target=move |event| checked.set(event.target().checked())
            />
            " "
            {children()}
        </label>
    }
}
