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
    let gain = Memo::new(move |_| gain(access));
    let warnings = Memo::new(move |_| warnings(access));
    view! {
        <div class="gain" role="status" aria-busy=move || access.counting.get().to_string()>
            <p>
                <strong class="gain-count">{move || gain.with(|gain| gain.people.map(labels::number))}</strong>
                {move || gain.with(|gain| sentence(access.kind, gain.people))}
            </p>
            <p class="gain-who">{move || gain.with(|gain| gain.who.clone())}</p>
        </div>
        {move || {
            let sentence = |sentence| {
                view! {
                    <div class="notice" data-kind="warning" role="alert">
                        <Icon name="warning" />
                        <p>{sentence}</p>
                    </div>
                }
            };
            warnings.get().into_iter().map(sentence).collect_view()
        }}
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct GainOfLine {
    /// `None` while nobody is chosen.
    people: Option<u64>,
    /// The profiles, or the person.
    who: String,
}

fn gain(access: Access) -> GainOfLine {
    match access.kind {
        Kind::Population if access.line.with(|line| line.population == TargetInput::default()) => {
            GainOfLine::default()
        }
        Kind::Population => access.survey.with(|survey| {
            let profiles = survey.per_profile.iter().map(|(profile, people)| {
                format!("{} : {}", labels::profile(*profile), labels::number(*people))
            });
            GainOfLine { people: Some(survey.people), who: profiles.collect::<Vec<_>>().join(" · ") }
        }),
        Kind::Person => access.person.with(|person| match person {
            None => GainOfLine::default(),
            Some(person) => GainOfLine {
                people: Some(1),
                who: format!("{}, {}", person.name, labels::person_place(person)),
            },
        }),
    }
}

const fn sentence(kind: Kind, people: Option<u64>) -> &'static str {
    match (people, kind) {
        (Some(0 | 1), _) => " personne recevra ce rôle",
        (Some(_), _) => " personnes recevront ce rôle",
        (None, Kind::Population) => "Choisissez au moins un critère pour voir qui recevra ce rôle.",
        (None, Kind::Person) => "Choisissez une personne.",
    }
}

/// Pupils and parents seldom send communications, a whole authority is much, and twice is no more than once.
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
    if access.is_repeated() {
        said.push("Cette cible a déjà ce rôle : voir le récapitulatif ci-dessous.".to_owned());
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
