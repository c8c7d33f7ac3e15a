use leptos::prelude::*;

/// Follows an import, or another run with a topic of its own: the regions of the topic are asked for each time
/// there is news, and the page is loaded again when the run is over.
#[component]
pub fn ReloadOnNews(
    run: i64,
    /// The name of the topic.
    #[prop(default = "import".to_owned(), into)]
    topic: String,
) -> impl IntoView {
    view! { <div hidden data-live=topic data-of=run.to_string() data-reload="true"></div> }
}
