//! The figures of the panel that are not of one school.

use domain::{EstablishmentId, access::Perimeter, directory::Profile};
use leptos::prelude::*;

use super::state::Audience;
use crate::{components::afresh, words};

/// Lines of the list of other schools.
const OTHERS: usize = 400;

/// Where there are several schools: each profile, counted once over all of them.
#[component]
pub fn AllSchools() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let several = Memo::new(move |_| audience.survey.with(|survey| survey.count.per_establishment.len() > 1));
    let rows = Memo::new(move |_| audience.survey.with(|survey| survey.count.per_profile.clone()));
    view! {
        <Show when=move || several.get()>
            <details class="breakdown" open=true>
                <summary><span>{words().compose.all_schools_together}</span> " " <span class="chevron"></span></summary>
                {afresh(move || Some(view! { <Profiles of=words().compose.all_schools_together rows=rows.get() /> }.into_any()))}
            </details>
        </Show>
    }
}

/// The list of the schools that the panel does not show with their profiles.
#[component]
pub fn Others(
    /// How many schools the panel shows.
    beyond: usize,
) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let rows = Memo::new(move |_| {
        let mut rows: Vec<(EstablishmentId, u64)> = audience.survey.with(|survey| {
            survey.count.per_establishment.iter().map(|row| (row.establishment, row.people)).collect()
        });
        rows.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
        rows.split_off(beyond.min(rows.len()))
    });
    let more = move || rows.with(|rows| rows.len().saturating_sub(OTHERS)) as u64;
    let lines = move || {
        let line = |(school, people): (EstablishmentId, u64)| {
            view! {
                <tr>
                    <th scope="row">{name_of(audience, school)}</th>
                    <td>{words().numbers.number(people)}</td>
                </tr>
            }
        };
        rows.get().into_iter().take(OTHERS).map(line).collect_view()
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <details class="breakdown">
                <summary><span>{words().compose.see_others}</span> " " <span class="chevron"></span></summary>
                <table>
                    <caption class="visually-hidden">{words().compose.schools}</caption>
                    <tbody translate="no">{lines}</tbody>
                </table>
                <Show when=move || { more() > 0 }>
                    <p class="hint" translate="no">{move || words().compose.and_more(more())}</p>
                </Show>
            </details>
        </Show>
    }
}

/// The name of a school among those of its perimeter.
pub fn name_of(audience: Audience, school: EstablishmentId) -> String {
    audience.perimeters.with_untracked(|(_, perimeters)| {
        let called = |of: &Perimeter| Some(of.school(school)?.called(&of.schools));
        perimeters.iter().find_map(called).unwrap_or_default()
    })
}

/// How many people of each profile.
#[component]
pub fn Profiles(#[prop(into)] of: String, rows: Vec<(Profile, u64)>) -> impl IntoView {
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
