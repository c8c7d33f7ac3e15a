use leptos::prelude::*;

use super::state::Saving;
use crate::{components::Icon, words};

/// When the draft was last kept, or why it was not.
#[component]
pub fn SaveStatus() -> impl IntoView {
    let saving = expect_context::<Saving>();
    view! {
        <p class="save-status" role="status">
            {move || match saving.kept.get() {
                Err(error) => view! { <Icon name="alert" /> " Brouillon non enregistré. " {error.sentence()} }.into_any(),
                Ok(Some(saved)) => {
                    view! { <Icon name="check" /> " Brouillon enregistré à " {words().dates.time(saved.local)} }.into_any()
                }
                Ok(None) => ().into_any(),
            }}
        </p>
    }
}
