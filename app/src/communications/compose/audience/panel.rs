use domain::targets::EstablishmentCount;
use leptos::prelude::*;

use super::{
    focus::TOTAL,
    state::Audience,
    totals::{AllSchools, Others, Profiles, name_of},
};
use crate::words;

/// Schools listed in the panel; the others are summed up.
const LISTED: usize = 20;

/// *Destinataires*: how many people the targets reach, in all and per school and profile.
#[component]
pub fn AudiencePanel(
    /// Below the number: why there is none.
    children: Children,
) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let total = Memo::new(move |_| audience.total());
    let rows = Memo::new(move |_| audience.survey.with(|survey| largest(&survey.count.per_establishment)));
    let others =
        move || audience.survey.with(|survey| survey.count.per_establishment.len().saturating_sub(LISTED));
    let open = Signal::derive(move || rows.with(Vec::len) < 3);
    // What it says is of several targets or schools.
    let one = move || rows.with(Vec::len) < 2 && audience.uids.with(Vec::len) < 2;
    view! {
        <aside class="card audience" aria-labelledby="audience-titre">
            <h2 id="audience-titre">{words().compose.recipients}</h2>
            <p class="audience-total" id=TOTAL tabindex="-1" role="status" translate="no" aria-busy=move || audience.counting.get().to_string()>
                <strong id="audience-total">{move || words().numbers.number(total.get())}</strong>
                " "
                {move || words().compose.people_after(total.get())}
            </p>
            {children()}
            <AllSchools />
            <div class="breakdowns">
                {crate::components::lines(move || {
                    let line = |row: EstablishmentCount| {
                        crate::components::Line::new(key(&row), move || view! { <Breakdown row open /> }.into_any())
                    };
                    rows.get().into_iter().map(line).collect()
                })}
                <Show when=move || { others() > 0 }>
                    <p class="hint" translate="no">{move || words().compose.and_more(others() as u64)}</p>
                </Show>
            </div>
            <Others beyond=LISTED />
            <p class="hint" hidden=one>{words().compose.counted_once}</p>
        </aside>
    }
}

/// The schools with the most people, the largest first.
fn largest(schools: &[EstablishmentCount]) -> Vec<EstablishmentCount> {
    let mut largest: Vec<EstablishmentCount> = Vec::new();
    for school in schools {
        let place = largest.partition_point(|known| known.people >= school.people);
        if place < LISTED {
            largest.insert(place, school.clone());
            largest.truncate(LISTED);
        }
    }
    largest
}

/// All that a line of the panel shows, so that it changes with it.
fn key(row: &EstablishmentCount) -> String {
    let mut key = format!("{} {}", row.establishment, row.people);
    for (profile, people) in &row.per_profile {
        key += &format!(" {} {people}", profile.code());
    }
    key
}

#[component]
fn Breakdown(row: EstablishmentCount, open: Signal<bool>) -> impl IntoView {
    let name = name_of(expect_context::<Audience>(), row.establishment);
    view! {
        <details class="breakdown" open=open.get_untracked()>
            <summary>
                <span>{name.clone()}</span>
                " "
                <strong>{words().numbers.number(row.people)}</strong>
                " "
                <span class="chevron"></span>
            </summary>
            <Profiles of=name rows=row.per_profile />
        </details>
    }
}
