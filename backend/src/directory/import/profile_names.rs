use domain::directory::Profile;
use words::Language;

/// The profile with this national code, or with this name in any language, in upper or lower case;
/// `None` when there is none.
pub(super) fn parse_profile(text: &str) -> Option<Profile> {
    Profile::from_code(text).or_else(|| {
        let text = text.to_lowercase();
        let is_named = |profile: Profile| {
            Language::ALL
                .iter()
                .any(|language| language.words().targets.profile(profile).to_lowercase() == text)
        };
        Profile::ALL.into_iter().find(|known| is_named(*known) || known.code().eq_ignore_ascii_case(&text))
    })
}
