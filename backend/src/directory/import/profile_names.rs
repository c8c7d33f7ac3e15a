use domain::directory::Profile;
use formats::text::fold;
use words::Language;

/// The profile with this national code, or with this name in any language, in any case, with or
/// without accents, for a woman or a man;
/// `None` when there is none.
pub(super) fn parse_profile(text: &str) -> Option<Profile> {
    Profile::from_code(text).or_else(|| {
        let text = fold(text);
        let is_named = |profile: Profile| {
            Language::ALL
                .iter()
                .map(|language| fold(language.words().targets.profile(profile)))
                // *Enseignante* as well as *enseignant*.
                .any(|name| name == text || text.strip_suffix('e') == Some(name.as_str()))
        };
        Profile::ALL.into_iter().find(|known| is_named(*known) || known.code().eq_ignore_ascii_case(&text))
    })
}
