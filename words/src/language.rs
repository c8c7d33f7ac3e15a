use crate::{en, fr, words::Words};

/// The most languages of an `Accept-Language` that are looked at; browsers send a few.
const ASKED_AT_MOST: usize = 20;

/// A language that people can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The value of the page's `lang` attribute; also how a choice is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// As the language calls itself: who reads only this one finds it among the others.
    pub const fn name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// What a browser asks for by `Accept-Language` (RFC 9110, 12.5.4): of the languages that there
    /// are, the one with the highest weight; the first one, if several have it. `None` when it asks
    /// for none of them.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best = (0.0, None);
        for range in header.split(',').take(ASKED_AT_MOST) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let language = if primary == "*" { Some(Self::default()) } else { Self::from_code(primary) };
            let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            let weight = weight.map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
            if language.is_some() && weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
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
    use super::Language::{self, English, French};

    #[test]
    fn a_language_is_read_as_it_is_stored() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(language.words().code, language.code());
        }
        assert_eq!(Language::from_code("EN"), None);
    }

    #[test]
    fn a_browser_gets_what_it_asks_for_first_of_what_there_is() {
        for (header, expected) in [
            ("en-GB,en;q=0.9,fr;q=0.8", Some(English)),
            ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", Some(French)),
            ("fr;q=0.5, EN ; q=0.8", Some(English)),
            ("de-DE,de;q=0.9,en;q=0.5", Some(English)),
            ("de, *;q=0.1", Some(French)),
            ("en;q=0, *;q=0.1", Some(French)),
            ("ar", None),
            ("english", None),
            ("", None),
            ("en;q=x", None),
            ("en;q=NaN", None),
            (";;,,;q=,-", None),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header:?}");
        }
    }
}
