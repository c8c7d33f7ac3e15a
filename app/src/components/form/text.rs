use leptos::{html, prelude::*};

use super::{
    Bound, Field, Label,
    attributes::fixed,
    describe,
    input::{bind, settle},
    takes_focus,
};

/// A field of one line: a text, a password, a date or any other `kind` of `<input>`.
#[component]
pub fn TextField(
    id: &'static str,
    /// The field's `name`, if it differs from its `id`.
    #[prop(optional)]
    name: Option<&'static str>,
    #[prop(into)] label: Label,
    #[prop(optional, into)] value: Bound<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional_no_strip, into)] hint: Option<&'static str>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    /// Marked as wrong for a reason shown elsewhere on the page.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// The `id`s of other elements that describe it.
    #[prop(optional_no_strip, into)]
    described_by: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] placeholder: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<&'static str>,
    /// No capital letters and no corrections by the browser.
    #[prop(optional)]
    as_typed: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    #[prop(default = "field")] class: &'static str,
    #[prop(default = "input")] input_class: &'static str,
    /// Content between the control and its error message.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let guarded = matches!(kind, "date" | "time");
    bind(field, value, guarded);
    let described = describe(id, hint.is_some(), problem, described_by.map(str::to_owned));
    let wrong = super::invalid(problem, invalid);
    let autofocus = autofocus || takes_focus(value, problem);
    let attributes = fixed([
        ("name", Some(name.unwrap_or(id))),
        ("type", Some(kind)),
        ("required", required.then_some("")),
        ("autocomplete", autocomplete),
        ("placeholder", placeholder),
        ("inputmode", inputmode),
        ("maxlength", maxlength),
        ("autocapitalize", as_typed.then_some("none")),
        ("spellcheck", as_typed.then_some("false")),
        ("autofocus", autofocus.then_some("")),
        ("dir", matches!(kind, "text" | "search").then_some("auto")),
    ]);
    view! {
        <Field id label problem class>
            <input
                {..attributes}
                class=input_class
                id=id
                value=value.get_untracked()
                node_ref=field
                aria-invalid=wrong
                aria-describedby=described
                on:input:target=move |event| value.set(event.target().value())
                on:blur:target=move |event| {
                    if guarded {
                        settle(&event.target(), value);
                    }
                }
            />
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-aide")>{hint}</p> })}
            {children.map(|children| children())}
        </Field>
    }
}
