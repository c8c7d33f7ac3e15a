//! Content for pages without scripts.
//!
//! A browser that runs scripts reads the inside of `<noscript>` as text, so it must not be
//! hydrated: it is written as one escaped string.

use leptos::prelude::*;

use super::long_text::escape;
use crate::named::named;

/// A plain text field.
#[component]
pub fn PlainField(
    id: &'static str,
    label: &'static str,
    text: String,
    /// Its form came back because of it: the page opens there.
    #[prop(optional)]
    wrong: bool,
) -> impl IntoView {
    let text = escape(&text);
    let wrong = if wrong { " aria-invalid=\"true\" autofocus" } else { "" };
    let inside = format!(
        "<div class=\"field\"><label for=\"{id}\">{label}</label>\
         <textarea class=\"input\" id=\"{id}\" name=\"{id}\" dir=\"auto\" rows=\"10\"{wrong}>{text}</textarea></div>"
    );
    view! { <noscript inner_html=inside></noscript> }
}

/// A button that sends the whole form, with its files, to another address.
#[component]
pub fn PlainButton(action: &'static str, address: &'static str, label: &'static str) -> impl IntoView {
    let address = named(address);
    let inside = format!(
        "<button class=\"button\" type=\"submit\" name=\"action\" value=\"{action}\" formaction=\"{address}\" \
         formenctype=\"multipart/form-data\">{label}</button>"
    );
    view! { <noscript inner_html=inside></noscript> }
}
