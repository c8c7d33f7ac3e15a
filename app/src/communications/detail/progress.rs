use domain::communications::Status;
use leptos::prelude::*;

use super::live::Live;
use crate::labels;

/// *n sur m établissements* (*personnes* for a message) while the deployment runs, and what did not succeed after it.
#[component]
pub fn Progress(live: Live) -> impl IntoView {
    let deploying = Memo::new(move |_| match live.status() {
        Status::Deploying { done, of } => Some((done, of.unwrap_or(1))),
        _ => None,
    });
    let is_message = live.is_message();
    let reached = move |count| if is_message { labels::people(count) } else { labels::establishments(count) };
    let running = Memo::new(move |_| deploying.get().is_some());
    let done = move || deploying.get().map_or(0, |(done, _)| done);
    let sites = move || deploying.get().map_or(1, |(_, sites)| sites);
    let failed = move || {
        live.with(|detail| match detail.status {
            Status::Cancelled | Status::Ended => 0,
            _ => u64::from(detail.facts.failed),
        })
    };
    view! {
        <Show when=move || running.get()>
            <div class="progress">
                <label for="deploiement">
                    {move || format!("{} sur {}", labels::number(done()), reached(sites()))}
                </label>
                <progress
                    class="progress-bar"
                    id="deploiement"
                    value=move || done().to_string()
                    max=move || sites().to_string()
                ></progress>
            </div>
        </Show>
        <Show when=move || { failed() > 0 }>
            <p>
                {move || format!("La publication a échoué dans {}. ", labels::establishments(failed()))}
                "Les autres ne sont pas touchés."
            </p>
        </Show>
    }
}
