use domain::{
    EstablishmentId,
    access::School,
    communications::view::CommunicationDetail,
    directory::{SchoolClass, SchoolLevel, SubLevel},
    search::in_reading_order,
    targets::{CriterionKind, Target},
    text::apostrophes,
};
use leptos::prelude::*;

use crate::words;

/// *Cibles*, as the sender chose them.
#[component]
pub fn TargetList(detail: CommunicationDetail) -> impl IntoView {
    let everywhere = words().detail.all_schools(detail.facts.schools.all.into());
    let schools = detail.schools;
    let (people_named, people_gone) = (detail.people_named, detail.people_gone);
    let named = |position: usize| people_named.get(position).map(Vec::as_slice).unwrap_or_default();
    let gone = |position: usize| people_gone.get(position).copied().unwrap_or_default();
    view! {
        <section class="stack" aria-labelledby="cibles">
            <h2 id="cibles">{words().detail.targets}</h2>
            <p class="perimeter">
                <span class="label">{words().detail.perimeter}</span>
                " "
                {detail.perimeter}
            </p>
            <ol class="detail-targets">
                {detail
                    .targets
                    .iter()
                    .enumerate()
                    .map(|(position, target)| {
                        view! {
                            <li class="card">
                                <h3>{words().detail.target} " " {position + 1}</h3>
                                <dl class="facts">
                                    {facts_of(target, (named(position), gone(position)), &schools, &everywhere)
                                        .into_iter()
                                        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                                        .collect_view()}
                                </dl>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

/// The criteria that make sense for the target, each with the chosen values; or how many people it
/// names, with the first `names` where the reader may see them, and how many are `gone`.
pub fn facts_of(
    target: &Target,
    (names, gone): (&[String], u64),
    schools: &[School],
    everywhere: &str,
) -> Vec<(&'static str, String)> {
    let mut facts = if target.names_people() { vec![people(target, names, gone)] } else { criteria(target) };
    let name = |id: &EstablishmentId| {
        let known = schools.iter().find(|school| school.id == *id);
        known.map_or_else(|| words().detail.school_gone.to_owned(), |school| school.called(schools))
    };
    let names = in_reading_order(target.establishments.values().map(|id| (0, name(id))).collect());
    facts.push((words().detail.schools, said(names, everywhere)));
    facts
}

fn people(target: &Target, names: &[String], gone: u64) -> (&'static str, String) {
    let (words, count) = (&words().targets, target.people.values().count() as u64);
    let said = match (names, gone) {
        ([], 0) => words.people_named(count),
        ([], gone) => format!("{} ({})", words.people_named(count), words.people_gone(gone)),
        (names, gone) => words.named_in_words(count, names, gone, &[]),
    };
    (words.people, said)
}

fn criteria(target: &Target) -> Vec<(&'static str, String)> {
    let profiles = target.profiles.values().map(|profile| words().targets.profile(*profile).to_owned());
    let mut facts = vec![(words().targets.profile_label, said(profiles.collect(), all_profiles(target)))];
    // Few targets name a class or a group: only those show them.
    let is_shown = |kind: &CriterionKind| match kind {
        CriterionKind::Class => !target.classes.is_all(),
        CriterionKind::Group => !target.groups.is_all(),
        _ => !target.reaches_everybody() && kind.offered_for(&target.profiles),
    };
    for kind in CriterionKind::ALL.into_iter().filter(is_shown) {
        let names = match kind {
            CriterionKind::Level => target.levels.names(SchoolLevel::rank),
            CriterionKind::SubLevel => target.sub_levels.names(SubLevel::rank),
            CriterionKind::Function => target.functions.names(|_| 0),
            CriterionKind::Subject => target.subjects.names(|_| 0),
            CriterionKind::Class => target.classes.names(SchoolClass::rank),
            CriterionKind::Group => target.groups.names(|_| 0),
        };
        let value = said(names, words().targets.all_of(kind));
        facts.push((words().targets.criterion(kind), apostrophes(&value)));
    }
    facts
}

/// A target without criteria is called *everybody*.
fn all_profiles(target: &Target) -> &'static str {
    if target.reaches_everybody() { words().targets.everybody } else { words().targets.all_profiles }
}

/// The names, or else that all are meant.
fn said(names: Vec<String>, all: &str) -> String {
    if names.is_empty() { all.to_owned() } else { names.join(", ") }
}
