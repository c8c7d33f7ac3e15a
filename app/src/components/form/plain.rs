//! What a page has only where scripts do not run.
//!
//! A browser that runs scripts reads the inside of `<noscript>` as text, so it must not be
//! hydrated: it is written as a whole, each word of it escaped.

use leptos::prelude::*;

use super::long_text::escape;

/// A field of plain text.
#[component]
pub fn PlainField(id: &'static str, label: &'static str, text: String) -> impl IntoView {
    let text = escape(&text);
    let inside = format!(
        "<div class=\"field\"><label for=\"{id}\">{label}</label>\
         <textarea class=\"input\" id=\"{id}\" name=\"{id}\" rows=\"10\">{text}</textarea></div>"
    );
    view! { <noscript inner_html=inside></noscript> }
}

/// A button that sends the whole form, files too, to an address of its own.
#[component]
pub fn PlainButton(action: &'static str, address: &'static str, label: &'static str) -> impl IntoView {
    let inside = format!(
        "<button class=\"button\" type=\"submit\" name=\"action\" value=\"{action}\" formaction=\"{address}\" \
         formenctype=\"multipart/form-data\">{label}</button>"
    );
    view! { <noscript inner_html=inside></noscript> }
}
