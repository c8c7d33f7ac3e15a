use leptos::prelude::*;

use super::{channels::page_of, history::History, live::Live, progress::Progress, targets::TargetList};
use crate::{
    components::{StatusBadge, second_row},
    words,
};

/// The tab *Description*.
#[component]
pub fn Description(live: Live) -> impl IntoView {
    let detail = live.first.get_value();
    let channel = page_of(&detail.content);
    let (follow, kind) = (channel.follow(live), channel.kind());
    // Somebody may correct the text while the page is open.
    let corrections = Memo::new(move |_| live.with(|detail| detail.corrections.len()));
    let content = move || {
        corrections.track();
        live.with_untracked(|detail| (page_of(&detail.content).facts(), second_row(detail.content.second())))
    };
    let recipients = move || live.with(|detail| detail.recipients.map(|count| words().numbers.people(count)));
    view! {
        {follow}
        <TargetList detail />
        <section class="stack" aria-labelledby="communication">
            <h2 id="communication">{words().detail.communication}</h2>
            <div class="card">
                <dl class="facts">
                    <div>
                        <dt>{words().detail.kind}</dt>
                        <dd>{kind}</dd>
                    </div>
                    {content}
                    {move || recipients().map(|people| view! { <div><dt>{words().detail.recipients}</dt><dd translate="no">{people}</dd></div> })}
                    <div>
                        <dt>{words().detail.deployment}</dt>
                        <dd class="stack">
                            <p class="cluster">
                                <StatusBadge
                                    status=Signal::derive(move || live.status())
                                    label=|status| words().communications.deployment_status(status)
                                />
                                " "
                                <a href=format!("/communications/{}?onglet=etats", live.id)>
                                    {words().detail.state_by_school}
                                </a>
                            </p>
                            <Progress live />
                        </dd>
                    </div>
                </dl>
            </div>
        </section>
        <History live />
    }
}
