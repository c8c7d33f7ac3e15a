//! People, with what tells them apart.

use domain::{
    access::{
        Apart,
        view::{Belonging, PersonLabel},
    },
    text::apostrophes,
};

use super::targets::profile;

/// `Teacher, Maths – Lycée Pierre et Marie Curie`
pub(super) fn place(place: &Belonging) -> String {
    let repeats = place.detail.is_empty() || place.detail == profile(place.profile);
    let detail = if repeats { String::new() } else { format!(", {}", apostrophes(&place.detail)) };
    format!("{}{detail} – {}", profile(place.profile), place.school)
}

pub(super) fn person_place(person: &PersonLabel) -> String {
    let place = person.place.as_ref().map_or_else(|| "Not at a school here".to_owned(), place);
    if person.apart.is_empty() { place } else { format!("{place}, {}", apart(&person.apart)) }
}

/// The name; for a person with a namesake also everything else.
pub(super) fn person_text(person: &PersonLabel) -> String {
    if person.apart.is_empty() {
        person.name.clone()
    } else {
        format!("{} ({})", person.name, person_place(person))
    }
}

/// `year group 2de, account lea.roux, identifier …4821`
pub(super) fn apart(facts: &[Apart]) -> String {
    let said = facts.iter().map(|fact| match fact {
        Apart::Levels(levels) => format!("year group {}", levels.join(", ")),
        Apart::Login(login) => format!("account {login}"),
        Apart::Identifier { end, whole: true } => format!("identifier {end}"),
        Apart::Identifier { end, whole: false } => format!("identifier …{end}"),
    });
    said.collect::<Vec<_>>().join(", ")
}
