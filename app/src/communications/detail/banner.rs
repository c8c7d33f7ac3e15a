use domain::{CommunicationId, communications::Status};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;

use super::{channels::page_of, live::Live};
use crate::{
    components::{Icon, words_afresh},
    words,
};

/// How long a page that just opened says that the deployment is under way, though it is already done.
const READ_MS: u32 = 4_000;
/// The query of the address to which deploying leads.
const CLAIM: &str = "?deploye=1";

/// What became of a communication, for the person who has just deployed it: first that it is under
/// way, then what its status says.
#[component]
pub fn Banner(live: Live) -> impl IntoView {
    let opening = RwSignal::new(true);
    Effect::new(move |_| {
        spawn_local(async move {
            TimeoutFuture::new(READ_MS).await;
            let _ = opening.try_set(false);
            end_claim(live.id);
        });
    });
    let sentence = move || {
        live.with(|detail| {
            if opening.get() && detail.fresh && detail.status == Status::Deployed {
                return words().detail.deploying.to_owned();
            }
            if detail.status == Status::Pending && live.time_over.get() {
                return words().detail.time_over.to_owned();
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

/// Takes out of the address that the communication was just deployed, so that a page that is loaded again
/// does not say it once more. What the browser keeps with the page stays.
fn end_claim(id: CommunicationId) {
    let (Ok(query), Ok(history)) = (window().location().search(), window().history()) else { return };
    if query == CLAIM {
        let kept = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&kept, "", Some(&format!("/communications/{id}")));
    }
}
