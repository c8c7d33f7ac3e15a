use leptos::prelude::*;

use super::view::Progress;
use crate::words;

/// The progress of the running import, a region that the module keeps up to date: whoever uses the keyboard
/// on this page is not thrown back to its start. Without JavaScript the page reloads by itself.
#[component]
pub fn RunProgress(progress: Progress) -> impl IntoView {
    // Set as an attribute: with scripts the content of `noscript` is text, which cannot be
    // hydrated.
    let again = r#"<meta http-equiv="refresh" content="3">"#;
    view! {
        <section class="card" aria-labelledby="rapport">
            <noscript inner_html=again></noscript>
            <h2 id="rapport">{words().directory.running}</h2>
            <div class="progress" id="avancement-import" data-live="import">
                // A screen reader announces only the step; the bar gives the rest on demand.
                <label for="avancement" translate="no">
                    <span role="status" translate="no">
                        {words().directory.step(progress.step)}
                    </span>
                </label>
                <progress
                    class="progress-bar"
                    id="avancement"
                    translate="no"
                    value=progress.done.to_string()
                    max=progress.total.max(1).to_string()
                ></progress>
            </div>
            <p class="muted">{words().directory.running_hint}</p>
        </section>
    }
}
