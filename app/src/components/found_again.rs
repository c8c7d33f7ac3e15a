use leptos::prelude::*;

use crate::words;

/// In a form with `data-keeps`: the module of the page puts back what was typed before and was not sent,
/// and shows this.
#[component]
pub fn FoundAgain() -> impl IntoView {
    view! { <p class="hint" role="status" data-found="true" hidden>{words().compose.draft_found}</p> }
}
