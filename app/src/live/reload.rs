use leptos::prelude::*;

/// Loads the page again each time there is news of an import, or of another run with a topic of its own:
/// for a page that is shown only for a short time.
#[component]
pub fn ReloadOnNews(
    run: i64,
    /// The name of the topic.
    #[prop(default = "import".to_owned(), into)]
    topic: String,
) -> impl IntoView {
    view! { <div hidden data-live=topic data-of=run.to_string() data-reload="true"></div> }
}
