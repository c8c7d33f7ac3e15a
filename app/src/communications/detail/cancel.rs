use leptos::prelude::*;

use super::{
    ask::{Ask, Asking},
    channels::page_of,
    live::Live,
};
use crate::{AppError, communications::api, words};

fn asking() -> Asking {
    Asking {
        name: "annuler",
        icon: None,
        button: words().common.cancel,
        button_class: "button button-danger",
        title: words().detail.cancel_title,
        refuse: words().detail.cancel_refuse,
        confirm: words().detail.cancel_confirm,
        danger: true,
    }
}

/// *Annuler*
#[component]
pub fn Cancel(live: Live, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_cancel));
    let open = RwSignal::new(asked && may.get_untracked());
    let failure = RwSignal::new(None);
    let act = Action::new(move |&()| async move {
        match api::cancel(live.id).await {
            Ok(()) => open.set(false),
            Err(error) => failure.set(Some(not_cancelled(&error))),
        }
        live.ask_again();
    });
    let sentence = Signal::derive(move || live.with(|detail| page_of(&detail.content).consequence(detail)));
    view! { <Ask live asking=asking() may open sentence act failure /> }
}

/// Without an answer nobody knows whether it was cancelled.
fn not_cancelled(error: &AppError) -> String {
    match error {
        AppError::Unreachable => error.sentence(),
        _ => format!("{} {}", words().detail.not_cancelled, error.sentence()),
    }
}
