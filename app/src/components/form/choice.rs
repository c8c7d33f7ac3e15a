use leptos::{html, prelude::*};

use super::{Bound, Field, Label, attributes::fixed, describe, early::bind_select, invalid, takes_focus};

/// One value of a drop-down list.
#[component]
pub fn ChoiceField(
    id: &'static str,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(into)] label: Label,
    /// Value and label of each.
    options: Vec<(&'static str, &'static str)>,
    #[prop(into)] value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    /// The `id`s of other elements that describe it.
    #[prop(optional_no_strip, into)]
    described_by: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(default = "input")] input_class: &'static str,
    /// The values are languages, each called by its own name.
    #[prop(optional)]
    languages: bool,
    /// Content between the control and its error message.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let chosen = value.get_untracked();
    let field = NodeRef::<html::Select>::new();
    if !value.is_fixed() {
        bind_select(field, move || value.get(), move |early| value.set(early));
    }
    let described = describe(id, false, problem, described_by.map(str::to_owned));
    let attributes = fixed([
        ("name", Some(name.unwrap_or(id))),
        ("required", required.then_some("")),
        ("autofocus", takes_focus(value, problem).then_some("")),
    ]);
    view! {
        <Field id label problem>
            <select
                {..attributes}
                class=input_class
                id=id
                aria-invalid=invalid(problem, Signal::default())
                aria-describedby=described
                node_ref=field
                on:change:target=move |event| value.set(event.target().value())
            >
                {options
                    .into_iter()
                    .map(|(code, name)| {
                        let lang = (languages && !code.is_empty()).then_some(code);
                        view! { <option value=code lang=lang selected=code == chosen>{name}</option> }
                    })
                    .collect_view()}
            </select>
            {children.map(|children| children())}
        </Field>
    }
}
