//! The French names of the profiles, as the files may write them.

use domain::directory::Profile;

pub(super) const fn profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "élève",
        Profile::Parent => "parent",
        Profile::Teacher => "enseignant",
        Profile::Management => "direction",
        Profile::SchoolLife => "vie scolaire",
        Profile::AdminTechnical => "personnel administratif et technique",
        Profile::Librarian => "documentaliste",
        Profile::Academy => "académie",
        Profile::LocalAuthority => "collectivité",
    }
}

/// The profile of a national code or French name, in whatever case; `None` when it is neither.
pub(super) fn parse_profile(text: &str) -> Option<Profile> {
    Profile::from_code(text).or_else(|| {
        let text = text.to_lowercase();
        Profile::ALL
            .into_iter()
            .find(|known| profile(*known) == text || known.code().eq_ignore_ascii_case(&text))
    })
}
