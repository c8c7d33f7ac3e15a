use domain::messages::view::MAX_COUNTED;
use leptos::prelude::*;

use crate::{live::counted, words};

/// The number of unread messages, beside the menu entry and in the tab bar. The module keeps it up to
/// date on every page; what it says for other numbers stands beside it.
#[component]
pub fn Unread(count: u64) -> impl IntoView {
    let (one, many) = counted(|count| words().messages.unread_messages(count));
    view! {
        <span
            class="unread"
            translate="no"
            data-unread-count=count.to_string()
            data-most=MAX_COUNTED.to_string()
            data-one=one
            data-many=many
            data-more=words().messages.unread_messages(u64::MAX)
            data-more-number=words().messages.unread_number(u64::MAX)
        >
            {(count > 0)
                .then(|| {
                    view! {
                        <span class="badge" aria-hidden="true">{words().messages.unread_number(count)}</span>
                        <span class="visually-hidden">" (" {words().messages.unread_messages(count)} ")"</span>
                    }
                })}
        </span>
    }
}
