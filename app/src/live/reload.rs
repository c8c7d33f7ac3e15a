use leptos::prelude::*;

/// Loads the page again each time there is news of an import: for a page that is shown only for a
/// short time.
#[component]
pub fn ReloadOnNews(run: i64) -> impl IntoView {
    view! { <div hidden data-live="import" data-of=run.to_string() data-reload="true"></div> }
}
