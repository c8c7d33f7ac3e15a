use chrono::NaiveDate;
use domain::communications::{Status, view::LatestSent};
use leptos::{either::EitherOf3, prelude::*};

use super::blocks::Missing;
use crate::{
    components::{Icon, StatusBadge},
    language::lang_of,
    marks, words,
};

/// *Vos dernières communications*, for somebody who sends. `None` when they could not be read.
#[component]
pub fn SentBlock(sent: Option<Vec<LatestSent>>, today: NaiveDate) -> impl IntoView {
    let missing = sent.is_none().then_some("true");
    let list = match sent {
        None => EitherOf3::A(view! { <Missing what=words().home.sent_missing /> }),
        Some(sent) if sent.is_empty() => {
            EitherOf3::B(view! { <p class="latest-none muted">{words().home.sent_none}</p> })
        }
        Some(sent) => EitherOf3::C(view! {
            <div class="latest-card">
                <ul class="plain">{sent.into_iter().map(|one| view! { <Row one today /> }).collect_view()}</ul>
                <a class="latest-all" href="/communications/emises">{words().home.sent_all}</a>
            </div>
        }),
    };
    view! {
        <section class="stack" aria-labelledby="vos-communications">
            <h2 id="vos-communications">{words().home.sent_latest}</h2>
            <div class="live" id="communications-envoyees" data-live="jour" data-missing=missing>
                {list}
            </div>
        </section>
    }
}

#[component]
fn Row(one: LatestSent, today: NaiveDate) -> impl IntoView {
    let at = one.created.local;
    // What was cancelled, or failed, before it was published has no figures, and will not have any.
    let over = matches!(one.status, Status::Cancelled | Status::Failed);
    let figures =
        (one.recipients.is_some() || !over).then(|| words().home.sent_figures(one.recipients, one.seen));
    view! {
        <li class="latest-row">
            <p class="latest-from">
                <span>
                    <Icon name=marks::channel_icon(one.channel) />
                    " "
                    <StatusBadge status=one.status />
                </span>
                " "
                <time datetime=marks::machine_time(at)>{words().dates.short_time(at, today)}</time>
            </p>
            <a class="message-subject" href=format!("/communications/{}", one.id)>
                <bdi lang=lang_of(Some(one.language))>{one.language.spaced(&one.title)}</bdi>
            </a>
            {figures.map(|figures| view! { <p class="muted small">{figures}</p> })}
        </li>
    }
}

/// *Nouvelle communication*, for somebody who may write one.
#[component]
pub fn NewCommunication() -> impl IntoView {
    view! {
        <a class="button button-primary" href="/communications/nouvelle">
            <Icon name="plus" />
            " "
            {words().sent.new}
        </a>
    }
}
