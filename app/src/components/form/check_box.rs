use leptos::prelude::*;

use super::Bound;

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
    view! {
        <label class="choice" hidden=move || hidden.get()>
            <input
                type="checkbox"
                id=id
                name=move || name.get()
                value=value
                checked=move || checked.get()
                prop:checked=move || checked.get()
                on:change:target=move |event| checked.set(event.target().checked())
            />
            " "
            {children()}
        </label>
    }
}
