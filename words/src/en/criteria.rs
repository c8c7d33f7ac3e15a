//! Words that targets and populations are made of.

use domain::{directory::Profile, targets::CriterionKind};

use super::numbers::number;

/// Everybody with a profile.
pub(super) const fn profile_plural(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "pupils",
        Profile::Parent => "parents",
        Profile::Teacher => "teachers",
        Profile::Management => "school management",
        Profile::SchoolLife => "pupil supervision (vie scolaire)",
        Profile::AdminTechnical => "administrative and technical staff",
        Profile::Librarian => "librarians",
        Profile::Academy => "education district staff (académie)",
        Profile::LocalAuthority => "local authority staff",
    }
}

pub(super) const fn criterion(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Year group",
        CriterionKind::SubLevel => "Course",
        CriterionKind::Function => "Job",
        CriterionKind::Subject => "Subject taught",
        CriterionKind::Class => "Class",
        CriterionKind::Group => "Group",
    }
}

pub(super) fn people_named(count: u64) -> String {
    match count {
        1 => "1 named person".to_owned(),
        _ => format!("{} named people", number(count)),
    }
}
