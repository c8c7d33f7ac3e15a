//! Profiles and criteria.

use domain::{directory::Profile, targets::CriterionKind};

use super::{
    criteria::{criterion, people_named, profile_plural},
    numbers::number,
    population::{in_schools, target_in_words},
};
use crate::rooms::Targets;

pub(super) const TARGETS: Targets = Targets {
    everybody: super::population::EVERYBODY,
    profile_label: "Profile",
    all_profiles: "All",
    filter_profiles: "Filter the profiles",
    clear_choices: "Untick all",
    people_choice: "Who it is for",
    by_criteria: "By criteria",
    by_name: "Named people",
    people: "People",
    people_search: "Search for a person",
    people_search_hint: "At least two letters of the first or last name. At most 200 people. Their parents are not recipients unless you name them.",
    people_found: "People found",
    person_gone: "Person whom you may no longer write to",
    profile,
    profile_plural,
    pupils_or_parents,
    criterion,
    all_of,
    filter_of,
    too_many,
    choices,
    absent,
    people_named,
    found_people,
    people_gone,
    named_in_words,
    in_words: target_in_words,
};

pub(super) const fn profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "Pupil",
        Profile::Parent => "Parent",
        Profile::Teacher => "Teacher",
        Profile::Management => "School management",
        Profile::SchoolLife => "Pupil supervision (vie scolaire)",
        Profile::AdminTechnical => "Administrative and technical staff",
        Profile::Librarian => "Librarian",
        Profile::Academy => "Education district (académie)",
        Profile::LocalAuthority => "Local authority",
    }
}

/// As a file may write them.
pub(super) fn profiles() -> String {
    Profile::ALL.map(|of| profile(of).to_lowercase()).join(", ")
}

/// `312 pupils`, `1 parent`
pub(super) fn pupils_or_parents(of: Profile, count: u64) -> String {
    let word = match (of, count) {
        (Profile::Student, 1) => "pupil",
        (Profile::Parent, 1) => "parent",
        _ => profile_plural(of),
    };
    format!("{} {word}", number(count))
}

/// *All*, of the values of a criterion.
pub(super) const fn all_of(_: CriterionKind) -> &'static str {
    "All"
}

/// The label of the input that shortens a long list of choices.
pub(super) const fn filter_of(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Filter the year groups",
        CriterionKind::SubLevel => "Filter the courses",
        CriterionKind::Function => "Filter the jobs",
        CriterionKind::Subject => "Filter the subjects",
        CriterionKind::Class => "Filter the classes",
        CriterionKind::Group => "Filter the groups",
    }
}

/// Instead of a list that would be too long.
const fn too_many(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Class => "Class: choose fewer schools to see their classes.",
        CriterionKind::Group => "Group: choose fewer schools to see their groups.",
        _ => "Choose fewer schools to see the other choices.",
    }
}

fn choices(count: usize) -> String {
    match count {
        0 => "Nothing chosen: all are included".to_owned(),
        _ => format!("{count} chosen"),
    }
}

fn absent(name: &str) -> String {
    format!("{name} (not in these schools)")
}

fn found_people(count: usize, most: usize) -> String {
    match count {
        0 => "Nobody of this name in your schools.".to_owned(),
        1 => "1 person found.".to_owned(),
        all if all == most => format!("The first {most} people found: be more precise to see others."),
        some => format!("{some} people found."),
    }
}

fn people_gone(count: u64) -> String {
    match count {
        1 => "1 is no longer in these schools".to_owned(),
        _ => format!("{} are no longer in these schools", number(count)),
    }
}

fn named_in_words(count: u64, names: &[String], gone: u64, schools: &[String]) -> String {
    let mut said = names.to_vec();
    let left = count.saturating_sub(names.len() as u64).saturating_sub(gone);
    if left > 0 {
        said.push(format!("and {} more", number(left)));
    }
    if gone > 0 {
        said.push(people_gone(gone));
    }
    in_schools(&format!("{} ({})", people_named(count), said.join(", ")), schools)
}
