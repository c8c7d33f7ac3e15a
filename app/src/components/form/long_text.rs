use leptos::{html, prelude::*};

use super::{
    Bound, Field, Label,
    attributes::fixed,
    describe,
    early::{from_then_on, take_early},
    takes_focus,
};

/// A text field of several lines.
#[component]
pub fn LongTextField(
    id: &'static str,
    #[prop(into)] label: Label,
    rows: u8,
    value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    /// Marked as wrong for a reason shown elsewhere on the page.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// The `id`s of other elements that describe it.
    #[prop(optional_no_strip, into)]
    described_by: Option<&'static str>,
    #[prop(default = true)] required: bool,
    /// Content between the control and its error message.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Field id label problem>
            <TextArea id rows value problem invalid described_by required />
            {children.map(|children| children())}
        </Field>
    }
}

/// Only the control, without label and error message.
///
/// Its text is escaped here and set through `inner_html`: as a child it would be rendered
/// unescaped, with hydration markers in it.
#[component]
pub fn TextArea(
    id: &'static str,
    rows: u8,
    value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(default = true)] required: bool,
    #[prop(optional)] node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    if !value.is_fixed() {
        take_early(node_ref, move |text| value.set(text));
    }
    let wrong = super::invalid(problem, invalid);
    let attributes = fixed([
        ("name", Some(id)),
        ("dir", Some("auto")),
        ("required", required.then_some("")),
        ("autofocus", takes_focus(value, problem).then_some("")),
    ]);
    view! {
        <textarea
            {..attributes}
            class="input"
            id=id
            rows=rows
            node_ref=node_ref
            aria-invalid=wrong
            aria-describedby=describe(id, false, problem, described_by.map(str::to_owned))
            inner_html=escape(&value.get_untracked())
            prop:value=from_then_on(move || value.get())
            on:input:target=move |event| value.set(event.target().value())
        ></textarea>
    }
}

/// A line end at the start of the text is doubled: HTML parsers drop the first one.
pub(super) fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_cannot_leave_the_textarea() {
        assert_eq!(escape("</textarea><script>"), "&lt;/textarea&gt;&lt;script&gt;");
        assert_eq!(escape("\n a & b"), "\n\n a &amp; b");
    }
}
