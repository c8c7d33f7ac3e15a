//! What an import brings and takes away.

use domain::{directory::Profile, targets::NameKind};

use super::{numbers::people, targets::profile};

/// A name that nobody has any more.
pub(super) fn vanished(of: NameKind, name: &str) -> String {
    match of {
        NameKind::Profile => format!("Profil « {name} »"),
        NameKind::Level => format!("Niveau « {name} »"),
        NameKind::SubLevel => format!("Sous-niveau « {name} »"),
        NameKind::Function => format!("Fonction « {name} »"),
        NameKind::Subject => format!("Discipline « {name} »"),
        NameKind::Class => format!("Classe « {name} »"),
        NameKind::Group => format!("Groupe « {name} »"),
    }
}

/// A name that nobody had, and what it resembles.
pub(super) fn appeared(of: NameKind, name: &str, count: u64, near: Option<&str>) -> String {
    let near = near.map(|near| format!(", proche de « {near} »")).unwrap_or_default();
    format!("{} : {}{near}", vanished(of, name), people(count))
}

/// Somebody who comes, as what and where.
pub(super) fn arrival(name: &str, places: &[(Profile, &str)]) -> String {
    if places.is_empty() {
        return name.to_owned();
    }
    let places = places.iter().map(|(of, place)| format!("{}, {place}", profile(*of).to_lowercase()));
    format!("{name} ({})", places.collect::<Vec<_>>().join(" + "))
}
