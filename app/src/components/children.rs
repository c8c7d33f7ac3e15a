use domain::directory::ConcernedChild;
use leptos::prelude::*;

use crate::words;

/// Which of the reader's own children something concerns; nothing when nobody is named.
#[component]
pub fn Children(children: Vec<ConcernedChild>) -> impl IntoView {
    (!children.is_empty()).then(|| view! { <p class="muted small">{words().common.concerns(&children)}</p> })
}
