//! Where scripts run but WebAssembly does not: a policy forbids it, or the package did not arrive. The
//! page then works as it does without scripts, and says so.

use leptos::prelude::*;

use crate::{components::Icon, words};

const ID: &str = "page-simple";

/// Marks the document (`data-plain`, for the style sheet), shows the plain fields and buttons that wait
/// in `<noscript>`, and the notice. It stands before the scripts, whose failure it hears of.
const SCRIPT: &str = include_str!("plain.js");

/// For the head of a page with scripts.
#[component]
pub fn PlainScript() -> impl IntoView {
    view! { <script nonce=leptos::nonce::use_nonce() inner_html=SCRIPT></script> }
}

/// A place for the sentence that the page works without its scripts.
#[component]
pub fn PlainNotice() -> impl IntoView {
    view! {
        <div class="notice" data-kind="warning" role="status" id=ID hidden>
            <Icon name="warning" />
            <p>
                <strong>{words().common.plain_page}</strong>
                " "
                {words().common.plain_page_hint}
                " "
                {words().common.not_followed}
                " "
                // The module says it, if it puts back what was typed.
                <span data-says=words().compose.draft_found></span>
            </p>
        </div>
    }
}
