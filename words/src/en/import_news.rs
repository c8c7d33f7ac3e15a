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

/// Somebody who comes, as what and where.
pub(super) fn arrival(name: &str, places: &[(Profile, &str)]) -> String {
    if places.is_empty() {
        return name.to_owned();
    }
    let places = places.iter().map(|(of, place)| format!("{}, {place}", profile(*of).to_lowercase()));
    format!("{name} ({})", places.collect::<Vec<_>>().join(" + "))
}
