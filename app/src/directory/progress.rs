use leptos::prelude::*;

use super::view::Progress;
use crate::words;

/// How far the running import is. Without JavaScript the page asks again by itself.
#[component]
pub fn RunProgress(progress: Progress) -> impl IntoView {
    // As an attribute: with scripts the content of `noscript` is text, which hydration cannot walk.
    let again = r#"<meta http-equiv="refresh" content="3">"#;
    view! {
        <section class="card" aria-labelledby="rapport">
            <noscript inner_html=again></noscript>
            <h2 id="rapport">{words().directory.running}</h2>
            <div class="progress">
                // Only the step is spoken by a screen reader; the bar tells the rest when asked.
                <label for="avancement">
                    <span role="status">
                        {words().directory.step(progress.step)}
                    </span>
                </label>
                <progress
                    class="progress-bar"
                    id="avancement"
                    value=progress.done.to_string()
                    max=progress.total.max(1).to_string()
                ></progress>
            </div>
            <p class="muted">{words().directory.running_hint}</p>
        </section>
    }
}
