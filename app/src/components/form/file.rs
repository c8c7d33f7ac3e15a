use leptos::prelude::*;

use super::{Field, Label, describe, invalid};

/// Files to choose, in a plain form.
#[component]
pub fn FileField(
    id: &'static str,
    #[prop(into)] label: Label,
    /// The types that the browser offers; the server looks at the content.
    #[prop(optional)]
    accept: Option<&'static str>,
    #[prop(optional)] multiple: bool,
    hint: &'static str,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let described = describe(id, true, problem, None);
    let wrong = invalid(problem, Signal::default());
    let autofocus = cfg!(feature = "ssr") && problem.with_untracked(Option::is_some);
    view! {
        <Field id label problem>
            <input
                class="input"
                type="file"
                id=id
                name=id
                accept=accept
                multiple=multiple
                autofocus=autofocus
                aria-invalid=wrong
                aria-describedby=described
            />
            <p class="hint" id=format!("{id}-aide")>{hint}</p>
        </Field>
    }
}
