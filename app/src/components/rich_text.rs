use domain::communications::CleanHtml;
use leptos::prelude::*;

/// A letter. Nothing else in the application takes HTML from elsewhere: [`CleanHtml`] is what the
/// server's sanitiser has left of it, links with `rel="noopener noreferrer nofollow"` included.
#[component]
pub fn RichText(html: CleanHtml) -> impl IntoView {
    view! { <div class="rich-text-content" dir="auto" inner_html=html.as_str().to_owned()></div> }
}
