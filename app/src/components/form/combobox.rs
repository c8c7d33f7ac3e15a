use leptos::{ev, html, prelude::*};

use super::{Bound, Field, Label, attributes::fixed, describe, input::bind, invalid};

/// An event of a [`Combobox`], for the component that owns its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComboboxEvent {
    Open,
    Close,
    Down,
    Up,
    /// Enter, on the active row if there is one.
    Choose,
}

/// A field with a list of matches, after the combobox pattern of the ARIA practices.
///
/// The list is a `role="listbox"` with the `id` `{id}-liste`; its rows are `{id}-choix-{n}`, counted
/// from 0. The result of the search is in `{id}-etat`.
#[component]
pub fn Combobox(
    id: &'static str,
    #[prop(into)] label: Label,
    placeholder: &'static str,
    #[prop(into)] value: Bound<String>,
    /// Whether the list is shown.
    #[prop(into)]
    expanded: Signal<bool>,
    /// The row selected with the arrow keys.
    #[prop(into)]
    active: Signal<Option<usize>>,
    happened: Callback<ComboboxEvent>,
    /// The result of the search, in words.
    #[prop(into)]
    status: Signal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
    /// The list.
    children: Children,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    bind(field, value, false);
    let on_key = move |event: ev::KeyboardEvent| {
        // While signs are composed every key belongs to them.
        if event.is_composing() {
            return;
        }
        let what = match event.key().as_str() {
            "ArrowDown" => ComboboxEvent::Down,
            "ArrowUp" => ComboboxEvent::Up,
            // Enter chooses a row; here it never submits the form.
            "Enter" => ComboboxEvent::Choose,
            "Escape" if expanded.get_untracked() => ComboboxEvent::Close,
            _ => return,
        };
        event.prevent_default();
        happened.run(what);
    };
    let status_id = format!("{id}-etat");
    let described = describe(id, false, problem, Some(status_id.clone()));
    let attributes = fixed([
        ("type", Some("text")),
        ("dir", Some("auto")),
        ("role", Some("combobox")),
        ("autocomplete", Some("off")),
        ("spellcheck", Some("false")),
        ("required", Some("")),
        ("placeholder", Some(placeholder)),
        ("aria-autocomplete", Some("list")),
        ("aria-haspopup", Some("listbox")),
    ]);
    view! {
        <Field id label problem class="field combobox">
            <input
                {..attributes}
                class="input"
                id=id
                aria-controls=format!("{id}-liste")
                aria-expanded=move || expanded.get().to_string()
                aria-activedescendant=move || active.get().map(|row| format!("{id}-choix-{row}"))
                aria-describedby=described
                aria-invalid=invalid(problem, Signal::default())
                node_ref=field
                on:input:target=move |event| value.set(event.target().value())
                on:keydown=on_key
                on:click=move |_| happened.run(ComboboxEvent::Open)
                on:blur=move |_| happened.run(ComboboxEvent::Close)
            />
            {children()}
            <p class="hint" translate="no" id=status_id role="status">{move || status.get()}</p>
        </Field>
    }
}
