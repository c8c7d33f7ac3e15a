//! The form as a browser without JavaScript posts it: a list of names and values.

use super::CommunicationInput;
use crate::targets::{CriterionKind, MAX_TARGETS, TargetInput, target_field};

/// The parts of a target's controls, as in `cible-1-niveaux`.
pub const PROFILES: &str = "profils";
pub const ESTABLISHMENTS: &str = "etablissements";
/// *Tous* (`tous`) or *Liste personnalisée* (`liste`).
pub const ESTABLISHMENTS_CHOICE: &str = "etablissements-choix";

impl CriterionKind {
    /// The part of the control's name, as in `cible-1-niveaux`.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Level => "niveaux",
            Self::SubLevel => "sous-niveaux",
            Self::Function => "fonctions",
            Self::Subject => "disciplines",
        }
    }
}

impl CommunicationInput {
    /// Reads the posted names and values; what is not part of the form is left out.
    /// There are as many targets as `cible` fields, each of them naming itself once.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let values = |name: &str| -> Vec<String> {
            pairs
                .iter()
                .filter(|(key, value)| key == name && !value.is_empty())
                .map(|(_, value)| value.clone())
                .collect()
        };
        let value = |name: &str| values(name).into_iter().next().unwrap_or_default();
        let targets = pairs.iter().filter(|(key, _)| key == "cible").count().min(MAX_TARGETS + 1);
        let target = |position: usize| {
            let of = |part: &str| values(&target_field(position, part));
            TargetInput {
                profiles: of(PROFILES),
                levels: of(CriterionKind::Level.part()),
                sub_levels: of(CriterionKind::SubLevel.part()),
                functions: of(CriterionKind::Function.part()),
                subjects: of(CriterionKind::Subject.part()),
                custom_establishments: of(ESTABLISHMENTS_CHOICE).iter().any(|choice| choice == "liste"),
                establishments: of(ESTABLISHMENTS),
            }
        };
        Self {
            perimeter: value("perimetre"),
            targets: (0..targets).map(target).collect(),
            channel: value("canal"),
            severity: value("type"),
            text: value("texte"),
            with_link: value("lien") == "externe",
            link: value("lien-url"),
            first_day: value("periode-debut"),
            last_day: value("periode-fin"),
        }
    }
}
