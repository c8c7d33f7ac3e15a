use domain::{DraftId, communications::view::DraftSummary};
use leptos::prelude::*;

use super::{
    failure::ServerFailure,
    files::{Body, post},
};
use crate::{
    AppError,
    components::{DraftList, draft_line},
    named::named,
    words,
};

/// The `id` of the form, for the buttons that stand beside it.
pub const FORM: &str = "communication";

/// The author's other drafts. Deleting one leaves the form in hand as it is.
#[component]
pub fn OtherDrafts(drafts: Vec<DraftSummary>) -> impl IntoView {
    let failure = expect_context::<ServerFailure>();
    let delete = Callback::new(move |id: DraftId| {
        let done = move |status: u16, _: String| {
            if matches!(status, 200..=399) {
                take_out(id);
            } else {
                failure.set(if status == 401 { AppError::SignedOut } else { AppError::Unreachable });
            }
        };
        let address = named(&format!("/communications/brouillons/{id}/supprimer"));
        if post(&address, Body::Form(""), |_| (), done).is_err() {
            failure.set(AppError::Unreachable);
        }
    });
    view! { <DraftList drafts within=FORM delete /> }
}

/// The list does not change otherwise, so its line is taken out directly.
fn take_out(id: DraftId) {
    let Some(line) = document().get_element_by_id(&draft_line(id)) else { return };
    let list = line.parent_element();
    line.remove();
    let Some(list) = list else { return };
    let left = list.child_element_count();
    if left > 0 {
        if let Some(title) = document().get_element_by_id("brouillons") {
            title.set_text_content(Some(&words().drafts.you_have(usize::try_from(left).unwrap_or_default())));
        }
    } else if let Ok(Some(section)) = list.closest("section") {
        section.remove();
    }
}
