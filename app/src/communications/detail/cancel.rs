use std::sync::Arc;

use domain::{CommunicationId, communications::view::Beside, text::french_spaces};
use leptos::prelude::*;

use super::{
    ask::{Ask, Asking},
    channels::page_of,
    live::Live,
};
use crate::{AppError, communications::api, named::named, words};

type Sending = Action<Option<CommunicationId>, ()>;

/// `both`: what went out beside it is cancelled too.
fn asking(both: bool) -> Asking {
    Asking {
        name: "annuler",
        icon: None,
        button: words().common.cancel,
        button_class: "button button-danger",
        title: words().detail.cancel_title,
        refuse: words().detail.cancel_refuse,
        confirm: if both { words().detail.cancel_both } else { words().detail.cancel_confirm },
        danger: true,
    }
}

/// *Annuler*
#[component]
pub fn Cancel(live: Live, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_cancel));
    let open = RwSignal::new(asked && may.get_untracked());
    let failure = RwSignal::new(None);
    let beside = live.first.with_value(|detail| detail.beside.clone());
    let also = beside.as_ref().filter(|other| other.may_cancel).map(|other| other.id);
    let act: Sending = Action::new(move |also: &Option<CommunicationId>| {
        let also = *also;
        async move {
            match api::cancel(live.id, also).await {
                Ok(()) => open.set(false),
                Err(error) => failure.set(Some(not_cancelled(&error))),
            }
            live.ask_again();
        }
    });
    let on_confirm = Callback::new(move |()| {
        act.dispatch(also);
    });
    let sentence = Signal::derive(move || live.with(|detail| page_of(&detail.content).consequence(detail)));
    let query = also.map(|other| format!("?aussi={other}")).unwrap_or_default();
    let more = beside.map(|other| -> ChildrenFn {
        Arc::new(move || view! { <Other live other=other.clone() act /> }.into_any())
    });
    let asking = asking(also.is_some());
    view! { <Ask live asking may open sentence on_confirm busy=act.pending() failure query more /> }
}

/// What went out from the same form, and *Annuler seulement celle-ci*.
#[component]
fn Other(live: Live, other: Beside, act: Sending) -> impl IntoView {
    let what = words()
        .detail
        .sent_beside(words().communications.channel(other.channel), &french_spaces(&other.title));
    let busy = act.pending();
    view! {
        <p>
            {what} " "
            {if other.may_cancel { words().detail.beside_offered } else { words().detail.beside_stays }}
        </p>
        {other
            .may_cancel
            .then(|| {
                view! {
                    <form method="post" action=named(&format!("/communications/{}/annuler", live.id))>
                        <button
                            class="button"
                            type="submit"
                            disabled=move || busy.get()
                            on:click=move |event| {
                                event.prevent_default();
                                if !busy.get_untracked() {
                                    act.dispatch(None);
                                }
                            }
                        >
                            {words().detail.cancel_one}
                        </button>
                    </form>
                }
            })}
    }
}

/// Without an answer nobody knows whether it was cancelled.
fn not_cancelled(error: &AppError) -> String {
    match error {
        error if error.leaves_open() => error.sentence(),
        _ => format!("{} {}", words().detail.not_cancelled, error.sentence()),
    }
}
