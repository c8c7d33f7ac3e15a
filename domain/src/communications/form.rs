//! The form as a browser without JavaScript posts it: a list of names and values.

use super::{input::CommunicationInput, posted::Posted};
use crate::targets::{
    CriterionKind, ESTABLISHMENTS, ESTABLISHMENTS_CHOICE, MAX_TARGETS, PEOPLE, PEOPLE_CHOICE, PEOPLE_SEARCH,
    PROFILES, TargetInput, target_field,
};

impl CommunicationInput {
    /// Reads the posted names and values; ignores what is not part of the form. Each target has its
    /// number (from 1) in a `cible` field, so that a gap in the numbers does not become a target
    /// without criteria, which would reach everybody.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let form = Posted::new(pairs);
        let mut positions: Vec<usize> = form
            .values("cible")
            .iter()
            .filter_map(|number| number.parse::<usize>().ok()?.checked_sub(1))
            .collect();
        positions.dedup();
        // One too many is enough for the error.
        positions.truncate(MAX_TARGETS + 1);
        Self {
            perimeter: form.value("perimetre"),
            targets: positions.into_iter().map(|position| target(&form, position)).collect(),
            channel: form.value("canal"),
            ..Self::posted_parts(&form)
        }
    }
}

fn target(form: &Posted<'_>, position: usize) -> TargetInput {
    let of = |part: &str| form.values(&target_field(position, part));
    let (choice, establishments) = (of(ESTABLISHMENTS_CHOICE), of(ESTABLISHMENTS));
    // Schools without `liste` are also a list: a missing choice must never widen the target.
    let is_list =
        if choice.is_empty() { !establishments.is_empty() } else { choice.iter().any(|c| c == "liste") };
    let (kind, people) = (of(PEOPLE_CHOICE), of(PEOPLE));
    // The same for people: without a choice, names are names.
    let named = if kind.is_empty() { !people.is_empty() } else { kind.iter().any(|kind| kind == PEOPLE) };
    TargetInput {
        profiles: of(PROFILES),
        levels: of(CriterionKind::Level.part()),
        sub_levels: of(CriterionKind::SubLevel.part()),
        functions: of(CriterionKind::Function.part()),
        subjects: of(CriterionKind::Subject.part()),
        classes: of(CriterionKind::Class.part()),
        groups: of(CriterionKind::Group.part()),
        named,
        people,
        people_search: form.value(&target_field(position, PEOPLE_SEARCH)),
        custom_establishments: is_list,
        establishments,
    }
}
