use domain::directory::Profile;
use formats::text::fold;
use words::Language;

/// How national codes begin; some exports leave it out.
const NATIONAL: &str = "National_";

/// The profile with this national code, or with this name in any language, in any case, with or
/// without accents, for a woman or a man, for one or several;
/// `None` when there is none.
pub(super) fn parse_profile(text: &str) -> Option<Profile> {
    Profile::from_code(text).or_else(|| {
        let text = fold(text);
        let one = text.strip_suffix('s').unwrap_or(&text);
        let is_named = |profile: Profile| {
            Language::ALL
                .iter()
                .map(|language| fold(language.words().targets.profile(profile)))
                // *Enseignante* as well as *enseignant*.
                .any(|name| name == text || name == one || one.strip_suffix('e') == Some(name.as_str()))
        };
        let has_code = |profile: Profile| {
            let code = profile.code();
            let short = code.strip_prefix(NATIONAL).unwrap_or(code);
            [code, short].iter().any(|code| code.eq_ignore_ascii_case(&text))
        };
        Profile::ALL.into_iter().find(|known| is_named(*known) || has_code(*known))
    })
}
