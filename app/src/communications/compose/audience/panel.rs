use domain::{EstablishmentId, access::Perimeter, directory::Profile, targets::EstablishmentCount};
use leptos::prelude::*;

use super::state::Audience;
use crate::words;

/// Schools with their profiles; the others are lines of a list.
const LISTED: usize = 20;
/// Lines of the list of others.
const OTHERS: usize = 400;

/// *Destinataires*: how many people the targets reach, in all, per profile, and per school and profile.
#[component]
pub fn AudiencePanel() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let total = Memo::new(move |_| audience.total());
    let rows = Memo::new(move |_| {
        let mut rows = audience.survey.with(|survey| survey.count.per_establishment.clone());
        rows.sort_by_key(|row| std::cmp::Reverse(row.people));
        rows
    });
    let several = Memo::new(move |_| rows.with(Vec::len) > 1);
    let per_profile = Memo::new(move |_| audience.survey.with(|survey| survey.count.per_profile.clone()));
    view! {
        <aside class="card audience" aria-labelledby="audience-titre">
            <h2 id="audience-titre">{words().compose.recipients}</h2>
            <p class="audience-total" role="status" translate="no" aria-busy=move || audience.counting.get().to_string()>
                <strong id="audience-total">{move || words().numbers.number(total.get())}</strong>
                " "
                {move || words().compose.people_after(total.get())}
            </p>
            <div class="breakdowns">
                <Show when=move || several.get()>
                    <details class="breakdown" open=true>
                        <summary><span>{words().compose.all_schools_together}</span> " " <span class="chevron"></span></summary>
                        {move || view! { <Profiles of=words().compose.all_schools_together rows=per_profile.get() /> }}
                    </details>
                </Show>
                <For
                    each=move || rows.get().into_iter().take(LISTED)
                    key=|row| (row.establishment, row.people, row.per_profile.clone())
                    let:row
                >
                    <Breakdown row open=Signal::derive(move || rows.with(Vec::len) < 3) />
                </For>
                <Others rows />
            </div>
            <p class="hint">
                {words().compose.counted_once}
            </p>
        </aside>
    }
}

/// *et 180 établissements de plus*, which opens the list of them.
#[component]
fn Others(rows: Memo<Vec<EstablishmentCount>>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let beyond = move |shown: usize| rows.with(|rows| rows.len().saturating_sub(shown)) as u64;
    let sentence = move || words().compose.and_more(beyond(LISTED));
    let lines = move || {
        rows.with(|rows| {
            rows.iter()
                .skip(LISTED)
                .take(OTHERS)
                .map(|row| {
                    view! {
                        <tr>
                            <th scope="row">{name_of(audience, row.establishment)}</th>
                            <td>{words().numbers.number(row.people)}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <Show when=move || { beyond(LISTED) > 0 }>
            <details class="breakdown">
                <summary><span translate="no">{sentence}</span> " " <span class="chevron"></span></summary>
                <table>
                    <caption class="visually-hidden">{words().compose.schools}</caption>
                    <tbody translate="no">{lines}</tbody>
                </table>
                <Show when=move || { beyond(LISTED + OTHERS) > 0 }>
                    <p class="hint" translate="no">{move || words().compose.and_more(beyond(LISTED + OTHERS))}</p>
                </Show>
            </details>
        </Show>
    }
}

/// The name of a school among those of its perimeter.
fn name_of(audience: Audience, school: EstablishmentId) -> String {
    audience.perimeters.with_untracked(|(_, perimeters)| {
        let called = |of: &Perimeter| Some(of.school(school)?.called(&of.schools));
        perimeters.iter().find_map(called).unwrap_or_default()
    })
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

/// How many people of each profile.
#[component]
fn Profiles(#[prop(into)] of: String, rows: Vec<(Profile, u64)>) -> impl IntoView {
    view! {
        <table>
            <caption class="visually-hidden">{of} {words().compose.by_profile}</caption>
            <tbody>
                {rows
                    .into_iter()
                    .map(|(profile, people)| {
                        view! {
                            <tr>
                                <th scope="row">{words().targets.profile(profile)}</th>
                                <td>{words().numbers.number(people)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}
