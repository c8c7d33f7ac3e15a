use leptos::prelude::*;

use super::live::Live;
use crate::{components::MarkedWords, marks, words};

/// Every correction of the text: who, when, and the words that changed.
#[component]
pub fn History(live: Live) -> impl IntoView {
    let corrections = Memo::new(move |_| live.with(|detail| detail.corrections.clone()));
    let language = live.with_untracked(|detail| detail.content.language());
    move || {
        let corrections = corrections.get();
        (!corrections.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="corrections">
                    <h2 id="corrections">{words().versions.history}</h2>
                    <ol class="plain stack" reversed>
                        {corrections
                            .into_iter()
                            .map(|correction| {
                                let at = correction.at.local;
                                view! {
                                    <li class="card">
                                        <p class="muted">
                                            <time datetime=marks::machine_time(at)>
                                                {words().versions.correction(correction.number, at, &correction.by)}
                                            </time>
                                        </p>
                                        <MarkedWords marked=correction.changes language />
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ol>
                </section>
            }
        })
    }
}
