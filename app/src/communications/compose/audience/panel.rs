use domain::targets::EstablishmentCount;
use leptos::prelude::*;

use super::{
    state::Audience,
    totals::{AllSchools, Others, Profiles, name_of},
};
use crate::words;

/// Schools listed in the panel; the others are summed up.
const LISTED: usize = 20;

/// *Destinataires*: how many people the targets reach, in all and per school and profile.
#[component]
pub fn AudiencePanel() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let total = Memo::new(move |_| audience.total());
    let rows = Memo::new(move |_| {
        let mut rows = audience.survey.with(|survey| survey.count.per_establishment.clone());
        rows.sort_by_key(|row| std::cmp::Reverse(row.people));
        rows
    });
    let others = move || rows.with(|rows| rows.len().saturating_sub(LISTED));
    view! {
        <aside class="card audience" aria-labelledby="audience-titre">
            <h2 id="audience-titre">{words().compose.recipients}</h2>
            <p class="audience-total" role="status" translate="no" aria-busy=move || audience.counting.get().to_string()>
                <strong id="audience-total">{move || words().numbers.number(total.get())}</strong>
                " "
                {move || words().compose.people_after(total.get())}
            </p>
            <AllSchools />
            <div class="breakdowns">
                <For
                    each=move || rows.get().into_iter().take(LISTED)
                    key=|row| (row.establishment, row.people, row.per_profile.clone())
                    let:row
                >
                    <Breakdown row open=Signal::derive(move || rows.with(Vec::len) < 3) />
                </For>
                <Show when=move || { others() > 0 }>
                    <p class="hint" translate="no">{move || words().compose.and_more(others() as u64)}</p>
                </Show>
            </div>
            <Others beyond=LISTED />
            <p class="hint">
                {words().compose.counted_once}
            </p>
        </aside>
    }
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
