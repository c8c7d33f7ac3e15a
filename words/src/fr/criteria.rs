//! Words that targets and populations are made of.

use domain::{directory::Profile, targets::CriterionKind};

use super::numbers::number;

/// Everybody with a profile.
pub(super) const fn profile_plural(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "élèves",
        Profile::Parent => "parents",
        Profile::Teacher => "enseignants",
        Profile::Management => "direction",
        Profile::SchoolLife => "vie scolaire",
        Profile::AdminTechnical => "personnels administratifs et techniques",
        Profile::Librarian => "documentalistes",
        Profile::Academy => "académie",
        Profile::LocalAuthority => "collectivité",
    }
}

pub(super) const fn criterion(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Niveau",
        CriterionKind::SubLevel => "Sous-niveau",
        CriterionKind::Function => "Fonction",
        CriterionKind::Subject => "Discipline de poste",
        CriterionKind::Class => "Classe",
        CriterionKind::Group => "Groupe",
    }
}

pub(super) fn people_named(count: u64) -> String {
    match count {
        0 | 1 => format!("{count} personne nommée"),
        _ => format!("{} personnes nommées", number(count)),
    }
}
