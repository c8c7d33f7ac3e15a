use leptos::prelude::*;

use super::{
    ask::{Ask, Asking},
    channels::page_of,
    live::Live,
};
use crate::{AppError, communications::api, components::Icon, words};

const fn asking() -> Asking {
    Asking {
        name: "annuler",
        icon: None,
        button: words().common.cancel,
        button_class: "button button-danger",
        title: words().detail.cancel_title,
        refuse: words().detail.cancel_refuse,
        confirm: words().detail.cancel_confirm,
        confirm_class: "button button-danger button-solid",
    }
}

/// *Annuler*
#[component]
pub fn Cancel(live: Live, failure: RwSignal<Option<AppError>>, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_cancel));
    let open = RwSignal::new(asked && may.get_untracked());
    let act = Action::new(move |&()| async move {
        let answer = api::cancel(live.id).await;
        open.set(false);
        failure.set(answer.err());
        live.ask_again();
    });
    let sentence = Signal::derive(move || live.with(|detail| page_of(&detail.content).consequence(detail)));
    view! { <Ask live asking=asking() may open sentence act /> }
}

#[component]
pub fn NotCancelled(error: AppError) -> impl IntoView {
    view! {
        <div class="notice" data-kind="error" role="alert">
            <Icon name="alert" />
            <p>
                <strong>{words().detail.not_cancelled}</strong>
                " "
                {error.sentence()}
            </p>
        </div>
    }
}
