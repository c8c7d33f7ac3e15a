use domain::communications::Status;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{channels::page_of, live::Live};
use crate::{
    components::{Icon, words_afresh},
    words,
};

/// How long a page that just opened says that the deployment is under way, though it is already done.
const READ_MS: u32 = 4_000;

/// What became of a communication, for the person who has just deployed it: first that it is under
/// way, then what its status says.
#[component]
pub fn Banner(live: Live) -> impl IntoView {
    let opening = RwSignal::new(true);
    Effect::new(move |_| {
        spawn_local(async move {
            TimeoutFuture::new(READ_MS).await;
            let _ = opening.try_set(false);
        });
    });
    let sentence = move || {
        live.with(|detail| {
            if opening.get() && detail.fresh && detail.status == Status::Deployed {
                return words().detail.deploying.to_owned();
            }
            page_of(&detail.content).outcome(detail)
        })
    };
    let kind = move || match live.status() {
        Status::Draft | Status::Pending | Status::Cancelled | Status::Ended => "information",
        Status::Unreached | Status::Failed => "warning",
        Status::Scheduled | Status::Deploying { .. } | Status::Deployed => "success",
    };
    view! {
        <div class="notice" data-kind=kind role="status">
            {move || view! { <Icon name=kind() /> }}
            <p>{words_afresh(Signal::derive(sentence))}</p>
        </div>
    }
}
