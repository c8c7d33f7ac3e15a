//! Where the module of a page does not load: nothing would say that the page does not follow.

use leptos::prelude::*;

/// The name of the element that loads the module.
pub const MODULE: &str = "module-de-page";

/// Says it in the place for a page that is not up to date. It stands before the module, whose failure it
/// hears of: that does not bubble. A download may hang for ever, and on a very slow line it takes most of
/// half a minute. A module that comes late takes the sentence away (`browser/portal/src/late.ts`).
const SCRIPT: &str = include_str!("unfollowed.js");

/// For the head of a page that follows.
#[component]
pub fn UnfollowedScript() -> impl IntoView {
    view! { <script nonce=leptos::nonce::use_nonce() inner_html=SCRIPT></script> }
}
