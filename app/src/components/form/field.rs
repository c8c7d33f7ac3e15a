use leptos::prelude::*;

use super::{FieldSentence, Label};

/// The frame of a control: its label above, its error message below.
#[component]
pub fn Field(
    id: &'static str,
    label: Label,
    #[prop(optional)] label_class: Option<&'static str>,
    problem: Signal<Option<String>>,
    #[prop(default = "field")] class: &'static str,
    /// The control, and any content between it and its error message.
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
