use domain::{
    access::School,
    search::finds,
    targets::{ESTABLISHMENTS, ESTABLISHMENTS_CHOICE, TargetInput, target_field},
};
use leptos::prelude::*;

use super::{
    choice::is_chosen,
    groups::{Groups, Standing, groups_of, is_in, known},
    state::Audience,
};
use crate::{
    communications::compose::validation::problem_of,
    components::{
        Icon, Line, When, filtering, fold,
        form::{Bound, CheckBox, FieldSentence, FilterInput, Radio},
        lines,
    },
    words,
};

const FILTERED_FROM: usize = 8;

/// *Établissements*: all those of the perimeter, or a list.
#[component]
pub fn Schools(position: Memo<usize>, target: Memo<TargetInput>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let perimeter = audience.chosen();
    let schools = Memo::new(move |_| perimeter.get().map(|perimeter| perimeter.schools).unwrap_or_default());
    let custom = Bound::new(
        Memo::new(move |_| target.with(|target| target.custom_establishments)),
        move |is_custom| {
            audience.edit_target(position.get_untracked(), |target| target.custom_establishments = is_custom);
        },
    );
    let choice = custom.coded("liste", "tous");
    let field = Signal::derive(move || target_field(position.get(), ESTABLISHMENTS));
    let choice_name = Signal::derive(move || target_field(position.get(), ESTABLISHMENTS_CHOICE));
    view! {
        <fieldset class="schools" id=move || field.get()>
            <legend class="label">{words().compose.schools} <span class="visually-hidden" translate="no">{words().compose.of_target_before} " " {move || (position.get() + 1).to_string()}</span></legend>
            <div class="choice-inline">
                <Radio name=choice_name value="tous" chosen=choice>
                    <span translate="no">{move || words().compose.all_schools(schools.with(Vec::len) as u64)}</span>
                </Radio>
                <Radio name=choice_name value="liste" chosen=choice>{words().compose.own_list}</Radio>
            </div>
            <FieldSentence field problem=problem_of(field) />
            <SchoolList position field target schools />
        </fieldset>
    }
}

/// The style sheet shows it while *Liste personnalisée* is chosen, so that it works without
/// JavaScript.
#[component]
fn SchoolList(
    position: Memo<usize>,
    field: Signal<String>,
    target: Memo<TargetInput>,
    schools: Memo<Vec<School>>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| target.with(|target| target.establishments.clone()));
    let is_filtered = move || schools.with(Vec::len) > FILTERED_FROM;
    let filter = filtering(wanted, is_filtered);
    let group = RwSignal::new(String::new());
    let standing = Memo::new(move |_| {
        if is_filtered() { schools.with(|schools| known(schools, group.get())) } else { String::new() }
    });
    provide_context(Standing(standing));
    // All those that both show.
    let audience = expect_context::<Audience>();
    let mark = move |is_chosen: bool| {
        let (wanted, group) = (filter.get_untracked(), standing.get_untracked());
        let mut ids: Vec<String> = Vec::new();
        schools.with_untracked(|schools| {
            for school in schools {
                if finds(&wanted, &searched(school)) && is_in(&groups_of(school), &group) {
                    ids.push(school.id.to_string());
                }
            }
        });
        audience.edit_target(position.get_untracked(), |target| {
            target.establishments.retain(|known| !ids.contains(known));
            if is_chosen {
                target.establishments.extend(ids);
            }
        });
    };
    // Chosen in a draft, and no longer in the perimeter: they must be seen to be taken out. They stay in
    // the list as long as the page is open, so that nothing jumps when one is taken out.
    let gone = Memo::new(move |before: Option<&Vec<String>>| {
        let mut gone = before.cloned().unwrap_or_default();
        schools.with(|schools| {
            let is_known = |id: &String| schools.iter().any(|school| school.id.to_string() == *id);
            gone.retain(|id| !is_known(id));
            let missing = chosen.get().into_iter().filter(|id| !is_known(id));
            let missing: Vec<String> = missing.filter(|id| !gone.contains(id)).collect();
            gone.extend(missing);
        });
        gone
    });
    view! {
        <div class="schools-list">
            <When holds=Signal::derive(is_filtered)>
                <FilterInput label=words().compose.filter_schools wanted />
                <Groups schools chosen=group />
                <div class="cluster">
                    <button class="button button-small" type="button" on:click=move |_| mark(true)>
                        {words().compose.choose_all}
                    </button>
                    " "
                    <button class="button button-small" type="button" on:click=move |_| mark(false)>
                        {words().targets.clear_choices}
                    </button>
                </div>
            </When>
            <div class="choice-list">
                {lines(move || {
                    let line = |id: String| {
                        Line::new(id.clone(), move || view! { <GoneChoice position field chosen id /> }.into_any())
                    };
                    gone.get().into_iter().map(line).collect()
                })}
                {lines(move || {
                    let line = |school: School| {
                        Line::new(school.id.to_string(), move || {
                            view! { <SchoolChoice position field chosen filter school /> }.into_any()
                        })
                    };
                    schools.get().into_iter().map(line).collect()
                })}
            </div>
        </div>
    }
}

/// A school that is no longer in the perimeter.
#[component]
fn GoneChoice(
    position: Memo<usize>,
    field: Signal<String>,
    chosen: Memo<Vec<String>>,
    id: String,
) -> impl IntoView {
    let checked = is_chosen(position, chosen, id.clone(), |target| &mut target.establishments);
    let name = expect_context::<Audience>().name_of_gone(&id);
    let said = name.map_or_else(
        || words().compose.school_gone.to_owned(),
        |name| words().compose.school_gone_named(&name),
    );
    view! {
        <CheckBox name=field value=id checked>
            <Icon name="warning" />
            " "
            {said}
        </CheckBox>
    }
}

#[component]
fn SchoolChoice(
    position: Memo<usize>,
    field: Signal<String>,
    chosen: Memo<Vec<String>>,
    /// Folded.
    filter: Memo<String>,
    school: School,
) -> impl IntoView {
    let (folded, groups) = (searched(&school), groups_of(&school));
    let Standing(standing) = expect_context();
    let hidden = Signal::derive(move || {
        filter.with(|filter| !finds(filter, &folded)) || standing.with(|group| !is_in(&groups, group))
    });
    let id = school.id.to_string();
    let checked = is_chosen(position, chosen, id.clone(), |target| &mut target.establishments);
    let place = school.place();
    view! {
        <CheckBox name=field value=id checked hidden>
            {school.name}
            " "
            <span class="hint">{place}</span>
        </CheckBox>
    }
}

/// What the filter looks into, folded.
fn searched(school: &School) -> String {
    fold(&format!("{} {} {}", school.name, school.town, school.uai))
}
