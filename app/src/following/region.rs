use leptos::prelude::*;

use super::{Subject, Version};
use crate::words;

/// The part of a page that follows its subject. An element with `data-key` inside each element that is long
/// lets the rest of it stay when something changes.
#[component]
pub fn Followed(
    subject: Subject,
    version: Version,
    /// What an open page says when it has changed, such as *Corrigé le …*; nothing where the change speaks
    /// for itself.
    said: Option<String>,
    children: Children,
) -> impl IntoView {
    let happened = said.unwrap_or_default();
    let said = if version.again { happened.clone() } else { String::new() };
    view! {
        <div
            class="live"
            id="page-suivie"
            data-live=subject.topic()
            data-of=subject.number().to_string()
            data-version=version.shown
            data-gone=words().refusals.gone
        >
            {children()}
            // It changes in its place, so that a screen reader says it; what was so before is not said again.
            <p class="visually-hidden" aria-live="polite" translate="no" data-said=happened data-key="dit">{said}</p>
        </div>
    }
}
