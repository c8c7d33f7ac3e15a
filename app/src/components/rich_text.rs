use domain::communications::CleanHtml;
use leptos::prelude::*;

/// The text of a message. The one component through which HTML becomes part of a page: what the
/// server's sanitiser has left, and nothing else.
#[component]
pub fn RichText(html: CleanHtml) -> impl IntoView {
    view! { <div class="rich-text-content" inner_html=html.as_str().to_owned()></div> }
}
