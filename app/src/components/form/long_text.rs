use leptos::{html, prelude::*};

use super::{
    Bound, Field, Label, describe,
    early::{from_then_on, take_early},
};

/// Several lines to type in.
#[component]
pub fn LongTextField(
    id: &'static str,
    #[prop(into)] label: Label,
    rows: u8,
    value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    /// Wrong for a reason that stands elsewhere on the page.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// Identities of what else describes it.
    #[prop(optional_no_strip, into)]
    described_by: Option<&'static str>,
    /// What stands between the control and its sentence.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Field id label problem>
            <TextArea id rows value problem invalid described_by />
            {children.map(|children| children())}
        </Field>
    }
}

/// The control alone.
///
/// Its text goes through `inner_html`, escaped here: as a child it would be rendered unescaped,
/// and with hydration markers in it.
#[component]
pub fn TextArea(
    id: &'static str,
    rows: u8,
    value: Bound<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional_no_strip, into)] described_by: Option<&'static str>,
    #[prop(optional)] node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    if !value.is_fixed() {
        take_early(node_ref, move |text| value.set(text));
    }
    let wrong = super::invalid(problem, invalid);
    view! {
        <textarea
            class="input"
            id=id
            name=id
            rows=rows
            required
            node_ref=node_ref
            aria-invalid=wrong
            aria-describedby=describe(id, false, problem, described_by.map(str::to_owned))
            inner_html=escape(&value.get_untracked())
            prop:value=from_then_on(move || value.get())
            on:input:target=move |event| value.set(event.target().value())
        ></textarea>
    }
}

/// A line end that opens the text is doubled: parsers of HTML drop the first.
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
