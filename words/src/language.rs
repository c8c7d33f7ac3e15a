use crate::{en, fr, words::Words};

/// As many languages as a browser is listened to for.
const MOST_RANGES: usize = 32;

/// A language that people can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The value of the page's `lang` attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language that a tag such as `en-GB` names, if it exists here.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(first))
    }

    /// The one that a browser likes best (`Accept-Language`), of those that exist here.
    pub fn preferred(accepted: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in accepted.split(',').take(MOST_RANGES) {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok());
            let weight = weight.unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    #[inline]
    pub const fn words(self) -> &'static Words {
        match self {
            Self::French => &fr::WORDS,
            Self::English => &en::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_browser_gets_the_language_that_it_likes_best() {
        for (accepted, expected) in [
            ("en-GB,en;q=0.9,fr;q=0.8", Some(Language::English)),
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Language::French)),
            ("de, fr;q=0.3, en;q=0.7", Some(Language::English)),
            ("EN_us", Some(Language::English)),
            ("ar", None),
            ("*", None),
            ("en;q=0", None),
            ("en;q=NaN, fr;q=0.1", Some(Language::French)),
            ("", None),
            (";;,,=", None),
        ] {
            assert_eq!(Language::preferred(accepted), expected, "{accepted}");
        }
        assert_eq!(Language::of_tag("english"), None);
    }
}
