//! The languages in which people write to families, each with its own name.

use crate::text::french_spaces;

values::coded! {
    /// A language of a text that somebody wrote. The code is its BCP 47 tag.
    Spoken {
        French => "fr",
        English => "en",
        Spanish => "es",
        Portuguese => "pt",
        German => "de",
        Italian => "it",
        Arabic => "ar",
        Turkish => "tr",
        Ukrainian => "uk",
        Russian => "ru",
        Chinese => "zh",
        Romanian => "ro",
        Polish => "pl",
        Albanian => "sq",
        Armenian => "hy",
        Georgian => "ka",
        Vietnamese => "vi",
        Somali => "so",
        Tigrinya => "ti",
        Persian => "fa",
        Pashto => "ps",
        Tamil => "ta",
    }
}

impl Spoken {
    /// The language of a first version whose author says nothing else, which is that of the schools.
    pub const FIRST: Self = Self::French;

    /// Whether it goes without saying. What was written before there was a choice says nothing, so
    /// digests and answers leave it out.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub const fn is_usual(&self) -> bool {
        matches!(self, Self::French)
    }

    /// Whether somebody who reads the languages `reads` (see [`read_first`](Self::read_first)) reads
    /// this one rather than `other`.
    pub fn comes_before(self, other: Self, reads: &[Self]) -> bool {
        let place = |language: Self| {
            let otherwise = if language == Self::FIRST { reads.len() } else { reads.len() + 1 };
            reads.iter().position(|read| *read == language).unwrap_or(otherwise)
        };
        place(self) < place(other)
    }

    /// As the language calls itself: who reads only this one finds it among the others.
    pub const fn name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::German => "Deutsch",
            Self::Italian => "Italiano",
            Self::Arabic => "العربية",
            Self::Turkish => "Türkçe",
            Self::Ukrainian => "Українська",
            Self::Russian => "Русский",
            Self::Chinese => "中文",
            Self::Romanian => "Română",
            Self::Polish => "Polski",
            Self::Albanian => "Shqip",
            Self::Armenian => "Հայերեն",
            Self::Georgian => "ქართული",
            Self::Vietnamese => "Tiếng Việt",
            Self::Somali => "Soomaali",
            Self::Tigrinya => "ትግርኛ",
            Self::Persian => "فارسی",
            Self::Pashto => "پښتو",
            Self::Tamil => "தமிழ்",
        }
    }

    /// A text in this language as it is read: French alone has blanks before its marks ([`french_spaces`]).
    /// It may also be HTML.
    pub fn spaced(self, text: &str) -> String {
        if self == Self::French { french_spaces(text) } else { text.to_owned() }
    }

    /// The value of `dir`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Arabic | Self::Persian | Self::Pashto => "rtl",
            _ => "ltr",
        }
    }

    /// The languages that somebody reads rather than that of the schools, in their order: what `interface`, the
    /// language of their pages, says, and for the languages that no page has, what their browser asks
    /// for by `Accept-Language` (RFC 9110, 12.5.4) before it asks for the first version's.
    pub fn read_first(accepted: &str, interface: &str) -> Vec<Self> {
        let mut asked: Vec<(Self, f32)> = Vec::new();
        for range in accepted.split(',').take(ASKED_AT_MOST) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
            let Some(language) = Self::from_code(tag.split('-').next().unwrap_or_default()) else { continue };
            let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            let weight = weight.map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
            if weight > 0.0 && asked.iter().all(|(known, _)| *known != language) {
                asked.push((language, weight));
            }
        }
        // Of those that weigh the same, the first one comes first.
        asked.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let before = asked.into_iter().map(|(language, _)| language).take_while(|it| *it != Self::FIRST);
        let elsewhere = before.filter(|language| !PAGES.contains(language));
        Self::from_code(interface).filter(|own| *own != Self::FIRST).into_iter().chain(elsewhere).collect()
    }
}

impl Default for Spoken {
    fn default() -> Self {
        Self::FIRST
    }
}

/// The most languages of an `Accept-Language` that are looked at; browsers send a few.
const ASKED_AT_MOST: usize = 20;

/// The languages of the pages: their readers choose among them.
const PAGES: [Spoken; 2] = [Spoken::French, Spoken::English];

#[cfg(test)]
mod tests {
    use super::Spoken::{self, Arabic, English, French, Tamil, Turkish};

    #[test]
    fn a_code_names_one_language_and_only_three_run_from_right_to_left() {
        for language in Spoken::ALL {
            assert_eq!(Spoken::from_code(language.code()), Some(language));
            assert!(!language.name().is_empty());
        }
        assert_eq!(Spoken::ALL.iter().filter(|one| one.direction() == "rtl").count(), 3);
    }

    #[test]
    fn only_french_is_spaced() {
        assert_eq!(French.spaced("Qui vient ?"), "Qui vient\u{202f}?");
        assert_eq!(English.spaced("Who comes ?"), "Who comes ?");
    }

    #[test]
    fn each_reader_reads_their_own_version_whichever_was_written_first() {
        for (reads, first, second, expected) in [
            (&[English][..], French, English, English),
            (&[], English, French, French),
            (&[], Arabic, English, Arabic),
            (&[], French, English, French),
            (&[English], English, French, English),
            (&[English], Turkish, French, French),
            (&[English, Arabic], Arabic, English, English),
            (&[Arabic], English, Arabic, Arabic),
        ] {
            let shown = if second.comes_before(first, reads) { second } else { first };
            assert_eq!(shown, expected, "{first:?}, {second:?} for {reads:?}");
        }
    }

    #[test]
    fn a_browser_says_which_second_version_comes_first() {
        for (accepted, interface, expected) in [
            ("ar", "fr", vec![Arabic]),
            ("ar-MA,ar;q=0.9,fr;q=0.8", "fr", vec![Arabic]),
            ("fr,ar;q=0.9", "fr", vec![]),
            ("fr;q=0.5,tr;q=0.7,ta;q=0.9", "fr", vec![Tamil, Turkish]),
            ("tr,fr", "fr", vec![Turkish]),
            ("fr,tr", "fr", vec![]),
            ("en-GB,en;q=0.9", "en", vec![English]),
            ("en-GB,en;q=0.9", "fr", vec![]),
            ("fr", "en", vec![English]),
            ("en,ar;q=0.8", "en", vec![English, Arabic]),
            ("ar;q=0,tr;q=x,*", "fr", vec![]),
            ("", "fr", vec![]),
            (";;,,;q=,-", "xx", vec![]),
        ] {
            assert_eq!(Spoken::read_first(accepted, interface), expected, "{accepted:?} {interface}");
        }
    }
}
