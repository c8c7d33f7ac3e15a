use domain::{DraftId, communications::view::DraftSummary};
use leptos::prelude::*;

use super::{
    failure::ServerFailure,
    files::{Body, post},
};
use crate::{AppError, components::DraftList, named::named};

/// The `id` of the form, for the buttons that stand beside it.
pub const FORM: &str = "communication";

/// The author's other drafts. Deleting one leaves the form in hand as it is.
#[component]
pub fn OtherDrafts(drafts: Vec<DraftSummary>) -> impl IntoView {
    let failure = expect_context::<ServerFailure>();
    let drafts = RwSignal::new(drafts);
    let delete = Callback::new(move |id: DraftId| {
        let done = move |status: u16, _: String| {
            if matches!(status, 200..=399) {
                drafts.update(|drafts| drafts.retain(|draft| draft.id != id));
            } else {
                failure.set(if status == 401 { AppError::SignedOut } else { AppError::Unreachable });
            }
        };
        let address = named(&format!("/communications/brouillons/{id}/supprimer"));
        if post(&address, Body::Form(""), |_| (), done).is_err() {
            failure.set(AppError::Unreachable);
        }
    });
    move || view! { <DraftList drafts=drafts.get() within=FORM delete /> }
}
