//! The names of a target's controls in a form.

use super::CriterionKind;

/// The parts of a target's controls, as in `cible-1-niveaux`.
pub const PROFILES: &str = "profils";
pub const ESTABLISHMENTS: &str = "etablissements";
/// *Tous* (`tous`) or *Liste personnalisée* (`liste`).
pub const ESTABLISHMENTS_CHOICE: &str = "etablissements-choix";
/// People named one by one.
pub const PEOPLE: &str = "personnes";
/// By criteria (`criteres`) or by name (`personnes`).
pub const PEOPLE_CHOICE: &str = "personnes-choix";
/// The name that is searched for.
pub const PEOPLE_SEARCH: &str = "personnes-recherche";

impl CriterionKind {
    /// The part of the control's name, as in `cible-1-niveaux`.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Level => "niveaux",
            Self::SubLevel => "sous-niveaux",
            Self::Function => "fonctions",
            Self::Subject => "disciplines",
            Self::Class => "classes",
            Self::Group => "groupes",
        }
    }
}
