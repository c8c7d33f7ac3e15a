use leptos::prelude::*;

use super::{Bound, Label, TextField};

/// A time of day, as `hh:mm`; empty while it is incomplete.
#[component]
pub fn TimeField(
    id: &'static str,
    #[prop(into)] label: Label,
    #[prop(into)] value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(default = "input")] input_class: &'static str,
) -> impl IntoView {
    view! { <TextField id label value kind="time" problem described_by required input_class /> }
}
