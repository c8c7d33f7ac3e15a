use domain::communications::Status;
use leptos::prelude::*;

use super::{channels::page_of, live::Live};
use crate::words;

/// *n sur m établissements* (*personnes* for a message) while the deployment runs, then the
/// failures. While the readers of a message are still being collected, there is no number yet.
#[component]
pub fn Progress(live: Live) -> impl IntoView {
    let deploying = Memo::new(move |_| match live.status() {
        Status::Deploying { done, of } => Some((done, of)),
        _ => None,
    });
    let reached = move |count| live.first.with_value(|detail| page_of(&detail.content).counted(count));
    let running = Memo::new(move |_| deploying.get().is_some());
    // Done and total; without a total the bar is only animated.
    let part = move || deploying.get().and_then(|(done, of)| of.map(|of| (done, of)));
    let sentence = move || {
        part().map_or_else(
            || words().detail.searching.to_owned(),
            |(done, of)| words().detail.done_of(done, &reached(of)),
        )
    };
    let failed = move || {
        live.with(|detail| match detail.status {
            Status::Cancelled | Status::Ended => 0,
            _ => u64::from(detail.facts.schools.failed),
        })
    };
    let concerns = move || {
        live.with(|detail| {
            let mut sentences: Vec<String> =
                detail.concerns.iter().map(|concern| words().communications.concern(concern)).collect();
            sentences.extend(
                (detail.more_concerns > 0).then(|| words().communications.further(detail.more_concerns)),
            );
            let items = || sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
            (!detail.concerns.is_empty()).then(|| view! { <div role="status"><ul>{items()}</ul></div> })
        })
    };
    view! {
        {concerns}
        <Show when=move || running.get()>
            <div class="progress">
                <label for="deploiement" translate="no">{sentence}</label>
                <progress
                    class="progress-bar"
                    id="deploiement"
                    value=move || part().map(|(done, _)| done.to_string())
                    max=move || part().map(|(_, of)| of.to_string())
                ></progress>
            </div>
        </Show>
        <Show when=move || { failed() > 0 }>
            <p translate="no">
                {move || words().detail.failed_in(failed())}
                " "
                {words().detail.others_untouched}
            </p>
        </Show>
    }
}
