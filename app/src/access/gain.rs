use domain::{
    access::{Extent, Scope},
    directory::Profile,
    targets::TargetInput,
};
use leptos::prelude::*;

use super::state::{Access, Kind};
use crate::{components::Icon, labels};

/// How many people the line would give its role to, and what to think of before it does.
#[component]
pub fn Gain() -> impl IntoView {
    let access = expect_context::<Access>();
    view! {
        <div class="gain" role="status" aria-busy=move || access.counting.get().to_string()>
            {move || match access.kind {
                Kind::Population => view! { <PopulationGain /> }.into_any(),
                Kind::Person => view! { <PersonGain /> }.into_any(),
            }}
        </div>
        {move || {
            warnings(access)
                .into_iter()
                .map(|sentence| {
                    view! {
                        <div class="notice gain-warning" data-kind="warning" role="alert">
                            <Icon name="warning" />
                            <p>{sentence}</p>
                        </div>
                    }
                })
                .collect_view()
        }}
        <Show when=move || access.is_repeated()>
            <p class="field-error" role="alert">
                <Icon name="alert" />
                " Cette cible a déjà ce rôle : voir le récapitulatif ci-dessous"
            </p>
        </Show>
    }
}

fn sentence(people: u64) -> &'static str {
    if people < 2 { " personne recevra ce rôle" } else { " personnes recevront ce rôle" }
}

#[component]
fn PopulationGain() -> impl IntoView {
    let access = expect_context::<Access>();
    let nothing_chosen =
        Memo::new(move |_| access.line.with(|line| line.population == TargetInput::default()));
    let people = Memo::new(move |_| access.survey.with(|survey| survey.people));
    let profiles = Memo::new(move |_| access.survey.with(|survey| survey.per_profile.clone()));
    move || {
        if nothing_chosen.get() {
            return view! { <p class="muted">"Choisissez au moins un critère pour voir qui recevra ce rôle."</p> }
                .into_any();
        }
        view! {
            <p>
                <strong class="gain-count">{labels::number(people.get())}</strong>
                {sentence(people.get())}
            </p>
            <ul class="gain-profiles">
                {profiles
                    .get()
                    .into_iter()
                    .map(|(profile, people)| {
                        view! { <li>{labels::profile_plural(profile)} " " <strong>{labels::number(people)}</strong></li> }
                    })
                    .collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn PersonGain() -> impl IntoView {
    let access = expect_context::<Access>();
    move || match access.person.get() {
        None => view! { <p class="muted">"Choisissez une personne."</p> }.into_any(),
        Some(person) => view! {
            <p><strong class="gain-count">"1"</strong> {sentence(1)}</p>
            <p>
                <strong>{person.name.clone()}</strong>
                <br />
                <span class="muted">{labels::person_place(&person)}</span>
            </p>
        }
        .into_any(),
    }
}

/// Pupils and parents seldom send communications, and a whole authority is much.
fn warnings(access: Access) -> Vec<String> {
    let mut said = Vec::new();
    let profiles = match access.kind {
        Kind::Population => access.survey.with(|survey| survey.per_profile.clone()),
        Kind::Person => {
            let place = access.person.get().and_then(|person| person.place);
            place.map(|place| (place.profile, 1)).into_iter().collect()
        }
    };
    let few: Vec<String> = profiles
        .into_iter()
        .filter(|(profile, people)| matches!(profile, Profile::Student | Profile::Parent) && *people > 0)
        .map(|(profile, people)| labels::pupils_or_parents(profile, people))
        .collect();
    if !few.is_empty() {
        said.push(format!(
            "Attention : ce rôle irait à {}. Il est d’ordinaire réservé au personnel.",
            few.join(" et ")
        ));
    }
    let scope = access.page.with(|page| page.scope.clone());
    let whole = match access.kind {
        Kind::Population => access.line.with(|line| line.extent == Extent::Whole.code()),
        Kind::Person => access.person.with(Option::is_some),
    };
    if whole && matches!(scope.scope, Scope::Authority(_)) {
        said.push(format!(
            "Attention : le rôle vaudra pour toute la collectivité, {} aujourd’hui et ceux qui s’y ajouteront.",
            labels::establishments(scope.schools)
        ));
    }
    said
}
