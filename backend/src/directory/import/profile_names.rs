use domain::directory::Profile;
use words::Language;

/// The profile of a national code, or of its name in any language, in whatever case; `None` when it
/// is neither.
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
