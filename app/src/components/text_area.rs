use leptos::{html, prelude::*};

use super::{from_then_on, take_early};

/// A `<textarea>` bound to a signal. What was typed into it before the scripts came is taken over.
///
/// Its text goes through `inner_html`, escaped here: as a child it would be rendered unescaped,
/// and with hydration markers in it.
#[component]
pub fn TextArea(
    id: &'static str,
    rows: u8,
    #[prop(into)] value: Signal<String>,
    on_input: impl Fn(String) + Clone + 'static,
    #[prop(into)] invalid: Signal<bool>,
    #[prop(into)] described_by: Signal<String>,
    #[prop(optional)] node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    take_early(node_ref, on_input.clone());
    view! {
        <textarea
            class="input"
            id=id
            name=id
            rows=rows
            required
            node_ref=node_ref
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=move || described_by.get()
            inner_html=escape(&value.get_untracked())
            prop:value=from_then_on(move || value.get())
            on:input:target=move |event| on_input(event.target().value())
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
