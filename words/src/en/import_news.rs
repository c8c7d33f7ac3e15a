//! What an import brings and takes away.

use domain::{directory::Profile, targets::NameKind};

use super::{numbers::people, targets::profile};

/// A name that nobody has any more.
pub(super) fn vanished(of: NameKind, name: &str) -> String {
    match of {
        NameKind::Profile => format!("Profile “{name}”"),
        NameKind::Level => format!("Year group “{name}”"),
        NameKind::SubLevel => format!("Course “{name}”"),
        NameKind::Function => format!("Job “{name}”"),
        NameKind::Subject => format!("Subject “{name}”"),
        NameKind::Class => format!("Class “{name}”"),
        NameKind::Group => format!("Group “{name}”"),
    }
}

/// A name that nobody had, and what it resembles.
pub(super) fn appeared(of: NameKind, name: &str, count: u64, near: Option<&str>) -> String {
    let near = near.map(|near| format!(", close to “{near}”")).unwrap_or_default();
    format!("{}: {}{near}", vanished(of, name), people(count))
}

/// How many places of somebody are named; a teacher may have many classes.
const PLACES: usize = 5;

/// Somebody who comes, as what and where.
pub(super) fn arrival(name: &str, places: &[(Profile, &str)]) -> String {
    if places.is_empty() {
        return name.to_owned();
    }
    let said = places.iter().map(|(of, place)| format!("{}, {place}", profile(*of).to_lowercase()));
    format!("{name}: {}", few(said.collect()))
}

/// Somebody who stays, with the places that they lose and get.
pub(super) fn moved(name: &str, from: &[String], to: &[String]) -> String {
    format!("{name}: {} → {}", few(from.to_vec()), few(to.to_vec()))
}

fn few(mut places: Vec<String>) -> String {
    if places.is_empty() {
        return "nothing".to_owned();
    }
    let more = places.len().saturating_sub(PLACES);
    places.truncate(PLACES);
    match more {
        0 => {}
        1 => places.push("1 other".to_owned()),
        _ => places.push(format!("{more} others")),
    }
    places.join(" + ")
}

#[cfg(test)]
mod tests {
    use domain::directory::Profile;

    use super::{arrival, moved};

    #[test]
    fn news_of_a_person_name_a_few_places() {
        let two = [(Profile::Teacher, "Lycée Curie, 2de"), (Profile::Parent, "Collège Fabert (Metz)")];
        assert_eq!(
            arrival("Zoé Passage", &two),
            "Zoé Passage: teacher, Lycée Curie, 2de + parent, Collège Fabert (Metz)"
        );
        let seven = ["1", "2", "3", "4", "5", "6", "7"].map(|class| (Profile::Teacher, class));
        assert_eq!(
            arrival("Zoé Passage", &seven),
            "Zoé Passage: teacher, 1 + teacher, 2 + teacher, 3 + teacher, 4 + teacher, 5 + 2 others"
        );
        assert_eq!(arrival("Zoé Passage", &[]), "Zoé Passage");
        let six = ["1", "2", "3", "4", "5", "6"].map(ToOwned::to_owned);
        assert_eq!(moved("Zoé", &six, &[]), "Zoé: 1 + 2 + 3 + 4 + 5 + 1 other → nothing");
    }
}
