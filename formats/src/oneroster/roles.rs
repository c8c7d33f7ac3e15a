use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

/// What a role of OneRoster is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Student,
    /// A parent or guardian. A *relative* alone is neither.
    Guardian,
    Relative,
    Staff(Profile, &'static str),
}

pub(super) fn role(text: &str) -> Option<Role> {
    Some(match text.to_ascii_lowercase().as_str() {
        "student" => Role::Student,
        "parent" | "guardian" => Role::Guardian,
        "relative" => Role::Relative,
        "teacher" => Role::Staff(Profile::Teacher, ""),
        "principal" => Role::Staff(Profile::Management, HEAD_OF_ESTABLISHMENT),
        "siteadministrator" | "administrator" => Role::Staff(Profile::Management, "Direction"),
        "counselor" | "aide" => Role::Staff(Profile::AdminTechnical, ""),
        "proctor" => Role::Staff(Profile::SchoolLife, ""),
        "districtadministrator" | "systemadministrator" => Role::Staff(Profile::LocalAuthority, ""),
        _ => return None,
    })
}
