use leptos::prelude::*;

use super::{Bound, Label, TextField};

/// A day, as `yyyy-mm-dd`; empty while it is incomplete.
#[component]
pub fn DateField(
    id: &'static str,
    #[prop(into)] label: Label,
    #[prop(into)] value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(default = "input")] input_class: &'static str,
) -> impl IntoView {
    view! { <TextField id label value kind="date" problem described_by required input_class /> }
}
