use leptos::prelude::*;

use super::{FieldSentence, Label};

/// What surrounds a control: its label above, the sentence that says what is wrong below.
#[component]
pub fn Field(
    id: &'static str,
    label: Label,
    #[prop(optional)] label_class: Option<&'static str>,
    problem: Signal<Option<String>>,
    #[prop(default = "field")] class: &'static str,
    /// The control, and what stands between it and its sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class>
            <label for=id class=label_class>{label.content()}</label>
            {children()}
            <FieldSentence field=id problem />
        </div>
    }
}
