use leptos::prelude::*;

use super::state::Saving;
use crate::{components::Icon, words};

/// When the draft was last saved, or why it was not.
#[component]
pub fn SaveStatus() -> impl IntoView {
    let saving = expect_context::<Saving>();
    view! {
        <p class="save-status" role="status">
            {move || match saving.kept.get() {
                Err(error) => view! { <Icon name="alert" /> " " {words().compose.draft_not_kept} " " {error.sentence()} }.into_any(),
                Ok(Some(saved)) => {
                    view! { <Icon name="check" /> " " {words().compose.draft_kept_at} " " {words().dates.time(saved.local)} }.into_any()
                }
                Ok(None) => ().into_any(),
            }}
        </p>
    }
}
