use leptos::{ev, html, prelude::*};

use super::{Bound, Field, Label, attributes::fixed, describe, input::bind, invalid};

/// What happened to a [`Combobox`], for whoever keeps its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComboboxEvent {
    Open,
    Close,
    Down,
    Up,
    /// Enter, on the row that is active, if one is.
    Choose,
}

/// A field with a list that follows what is typed, as the ARIA practices describe it.
///
/// The list is a `role="listbox"` with the identity `{id}-liste`, each of its rows `{id}-choix-{n}`,
/// counted from 0; what the search came to stands under `{id}-etat`.
#[component]
pub fn Combobox(
    id: &'static str,
    #[prop(into)] label: Label,
    placeholder: &'static str,
    #[prop(into)] value: Bound<String>,
    /// Whether the list is shown.
    #[prop(into)]
    expanded: Signal<bool>,
    /// The row where the arrows are.
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
        let what = match event.key().as_str() {
            "ArrowDown" => ComboboxEvent::Down,
            "ArrowUp" => ComboboxEvent::Up,
            // Enter chooses; it never sends the form from here.
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
            <p class="hint" id=status_id role="status">{move || status.get()}</p>
        </Field>
    }
}
