use leptos::prelude::*;

use crate::words;

/// Links to the page before and the page after, for a list whose pages begin at a row: what comes or
/// goes meanwhile moves no row to another page.
#[component]
pub fn PageLinks(
    /// Addresses; `None` where nothing more stands on that side.
    previous: Option<String>,
    next: Option<String>,
    /// What the two links say.
    labels: [&'static str; 2],
) -> impl IntoView {
    let [before, after] = labels;
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=words().common.pages>
                <ul>{link(previous, "prev", before)} {link(next, "next", after)}</ul>
            </nav>
        }
    })
}

fn link(address: Option<String>, rel: &'static str, label: &'static str) -> Option<impl IntoView + use<>> {
    address.map(|address| view! { <li><a class="button button-small" href=address rel=rel>{label}</a></li> })
}
