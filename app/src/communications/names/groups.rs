use domain::{
    CommunicationId,
    communications::names::{NamedGroup, NamesFilter, NeverSignedIn},
};
use leptos::prelude::*;

use super::{filter, place};
use crate::{
    components::{Column, DataTable},
    words,
};

/// *Par niveau et classe*: how many have not opened it or not confirmed, with links to their names.
#[component]
pub fn Groups(
    id: CommunicationId,
    filter: NamesFilter,
    groups: Vec<NamedGroup>,
    asked: bool,
) -> impl IntoView {
    let columns = [
        Some(Column::Text(words().recipients.profile)),
        Some(Column::Text(words().recipients.class)),
        Some(Column::Number(words().detail.recipients)),
        Some(Column::Number(words().recipients.unopened)),
        asked.then_some(Column::Number(words().recipients.unconfirmed)),
    ];
    let rows = groups.into_iter().map(move |group| {
        let NamedGroup { profile, level, class, all, unopened, unconfirmed } = group;
        let narrowed = NamesFilter {
            profile: profile.code().to_owned(),
            level: level.clone(),
            class: class.clone(),
            exact: true,
            whole: false,
            ..filter.clone()
        };
        let place = place(&level, &class);
        let number = |count: u64| words().numbers.number(count);
        view! {
            <tr>
                <th scope="row">
                    <a href=filter::first(id, &narrowed) rel="external">{words().targets.profile(profile)}<span class="visually-hidden">" " {place.clone()}</span></a>
                </th>
                <td data-label=words().recipients.class>{if place.is_empty() { "—".to_owned() } else { place }}</td>
                <td data-label=words().detail.recipients class="number">{number(all)}</td>
                <td data-label=words().recipients.unopened class="number">{number(unopened)}</td>
                {asked.then(|| view! { <td data-label=words().recipients.unconfirmed class="number">{number(unconfirmed)}</td> })}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class="card">
            <summary class="icon-link">
                <span>{words().recipients.by_class}</span>
                <span class="chevron"></span>
            </summary>
            <DataTable caption=words().recipients.by_class columns=columns.into_iter().flatten().collect()>
                {rows}
            </DataTable>
        </details>
    }
}

/// Who could not have read it.
#[component]
pub fn Never(never: Vec<NeverSignedIn>) -> impl IntoView {
    (!never.is_empty()).then(|| {
        let lines = never
            .into_iter()
            .flat_map(|NeverSignedIn { profile, without_account, unused }| {
                let without = (without_account > 0)
                    .then(|| words().recipients.without_account(profile, without_account));
                let unused = (unused > 0).then(|| words().recipients.never_signed_in(profile, unused));
                [without, unused]
            })
            .flatten()
            .map(|line| view! { <li>{line}</li> })
            .collect_view();
        view! {
            <section class="card" aria-labelledby="jamais">
                <h2 id="jamais">{words().recipients.never}</h2>
                <ul class="plain">{lines}</ul>
            </section>
        }
    })
}
