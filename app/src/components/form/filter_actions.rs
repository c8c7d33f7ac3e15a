use leptos::prelude::*;

use crate::words;

/// The button of a form that filters a list, and, if the list is `narrowed`, the link to `all` of it.
/// The link loads a new document, because otherwise fields keep their typed text.
#[component]
pub fn FilterActions(narrowed: bool, #[prop(into)] all: String) -> impl IntoView {
    view! {
        <div class="filters-actions">
            <button class="button" type="submit">{words().common.filter}</button>
            {narrowed
                .then(|| {
                    view! {
                        <a class="button button-quiet" href=all rel="external">
                            {words().common.clear}
                            <span class="visually-hidden">" " {words().common.clear_criteria}</span>
                        </a>
                    }
                })}
        </div>
    }
}
