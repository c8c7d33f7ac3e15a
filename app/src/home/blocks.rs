use chrono::NaiveDate;
use domain::home::{AgendaBlocks, Upcoming};
use domain::text::french_spaces;
use leptos::{either::Either, prelude::*};

use crate::{
    components::Icon,
    language::authored,
    marks,
    messages::{LatestMessages, LatestRows},
    words,
};

/// *Derniers messages*
#[component]
pub fn Messages(latest: Option<LatestRows>, today: NaiveDate) -> impl IntoView {
    match latest {
        Some(latest) => Either::Left(view! { <LatestMessages latest today /> }),
        None => Either::Right(view! {
            <section class="stack" aria-labelledby="derniers-messages">
                <h2 id="derniers-messages">{words().messages.latest}</h2>
                <Missing what=words().home.messages_missing />
            </section>
        }),
    }
}

/// *Prochain évènement*: of the reader's own agenda and of their spaces.
#[component]
pub fn NextEvent(agenda: Option<AgendaBlocks>) -> impl IntoView {
    let agenda = agenda.filter(|agenda| agenda.next.is_some() || !agenda.spaces_missing);
    let next = agenda.map(|agenda| agenda.next);
    let missing = next.is_none().then_some("true");
    view! {
        <section class="stack" aria-labelledby="prochain-evenement">
            <h2 id="prochain-evenement">{words().home.next_event}</h2>
            <div class="live" id="evenement-suivant" data-live="jour" data-missing=missing>
                {match next {
                    Some(Some(event)) => view! { <div class="latest-card"><Event event /></div> }.into_any(),
                    Some(None) => view! { <p class="latest-none muted">{words().home.no_next_event}</p> }.into_any(),
                    None => view! { <Missing what=words().home.agenda_missing /> }.into_any(),
                }}
            </div>
        </section>
    }
}

/// *Agenda*: the reader's own.
#[component]
pub fn OwnAgenda(agenda: Option<AgendaBlocks>) -> impl IntoView {
    let missing = agenda.is_none().then_some("true");
    view! {
        <section class="stack" aria-labelledby="agenda">
            <h2 id="agenda">{words().home.agenda}</h2>
            <div class="live" id="evenements-a-venir" data-live="jour" data-missing=missing>
                {match agenda.map(|agenda| agenda.own) {
                    Some(own) if own.is_empty() => {
                        view! {
                            <p class="latest-none muted">
                                {words().home.agenda_empty} " "
                                <a href="/agenda/nouveau">{words().home.new_event}</a>
                            </p>
                        }
                            .into_any()
                    }
                    Some(own) => {
                        view! {
                            <div class="latest-card">
                                <ul class="plain">
                                    {own.into_iter().map(|event| view! { <li><Event event /></li> }).collect_view()}
                                </ul>
                                <a class="latest-all" href="/agenda">{words().home.whole_agenda}</a>
                            </div>
                        }
                            .into_any()
                    }
                    None => view! { <Missing what=words().home.agenda_missing /> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Event(event: Upcoming) -> impl IntoView {
    let Upcoming { title, place, source, begins, ends, whole_day, address } = event;
    let place = (!place.is_empty()).then(|| view! { <bdi lang=authored()>{french_spaces(&place)}</bdi> });
    let source = (!source.is_empty()).then_some(source);
    let between = (place.is_some() && source.is_some()).then_some(", ");
    let says_more = place.is_some() || source.is_some();
    view! {
        <div class="latest-row">
            <p class="latest-from">
                <span class="item-kind">
                    <Icon name="calendar" />
                    <time datetime=marks::machine_time(begins)>{words().dates.span(begins, ends, whole_day)}</time>
                </span>
            </p>
            <a class="message-subject" href=address><bdi lang=authored()>{french_spaces(&title)}</bdi></a>
            {says_more.then(|| view! { <p class="muted small">{place} {between} {source}</p> })}
        </div>
    }
}

/// A block that could not be read; the others are there.
#[component]
pub fn Missing(what: &'static str) -> impl IntoView {
    view! {
        <p class="block-missing">
            {what} " " <a href="/">{words().common.retry}</a>
        </p>
    }
}
