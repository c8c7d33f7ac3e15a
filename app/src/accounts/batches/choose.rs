use domain::{
    EstablishmentId,
    accounts::batch::{EVERYBODY, PopulationView},
    directory::Profile,
};
use leptos::prelude::*;

use super::PATH;
use crate::words;

/// Which population, as a plain form that reads: first the school, then what it has.
#[component]
pub fn Choose(schools: Vec<(EstablishmentId, String)>, population: Option<PopulationView>) -> impl IntoView {
    let said = words().batches;
    let school = population.as_ref().map(|population| population.choice.school.clone()).unwrap_or_default();
    let schools: Vec<(String, String)> =
        schools.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let rest = population.map(|population| {
        let choice = population.choice;
        let profile = |profile: Profile| (profile.code().to_owned(), words().targets.profile(profile).to_owned());
        let gone = Profile::from_code(&choice.profile).map(profile);
        let profiles = offered(population.profiles.into_iter().map(profile), gone);
        let named = |names: Vec<String>, chosen: &str| {
            let pair = |name: String| (name.clone(), name);
            offered(names.into_iter().map(pair), (!chosen.is_empty()).then(|| pair(chosen.to_owned())))
        };
        let (levels, classes) =
            (named(population.levels, &choice.level), named(population.classes, &choice.class));
        let everybody = vec![(EVERYBODY.to_owned(), said.everybody.to_owned())];
        view! {
            <Select id="profil" label=said.profile all=said.all_profiles options=profiles chosen=choice.profile />
            <Select id="niveau" label=said.level all=said.all_levels options=levels chosen=choice.level />
            <Select id="classe" label=said.class all=said.all_classes options=classes chosen=choice.class />
            <Select id="qui" label=said.who all=said.never_came options=everybody chosen=choice.who />
        }
    });
    view! {
        <form class="card stack" method="get" action=PATH aria-labelledby="choix">
            <h2 id="choix">{said.choose}</h2>
            <Select id="ecole" label=said.school all=said.no_school options=schools chosen=school />
            {rest}
            <div class="cluster">
                <button class="button" type="submit">{said.count}</button>
            </div>
        </form>
    }
}

/// What there is to choose, with what is chosen although the school does not have it.
fn offered(
    there: impl Iterator<Item = (String, String)>,
    chosen: Option<(String, String)>,
) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = there.collect();
    if let Some((value, label)) = chosen.filter(|(value, _)| options.iter().all(|(other, _)| other != value))
    {
        options.push((value, words().targets.absent(&label)));
    }
    options
}

/// One value of a list, or none.
#[component]
fn Select(
    id: &'static str,
    label: &'static str,
    /// The choice of none.
    all: &'static str,
    /// Value and label of each.
    options: Vec<(String, String)>,
    chosen: String,
) -> impl IntoView {
    let option = move |(value, label): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select class="input" id=id name=id>
                <option value="">{all}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
