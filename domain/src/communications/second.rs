//! The author's own second version of a text, in another language than the first.

use serde::{Deserialize, Serialize};

use super::{
    posted::Posted,
    rich_text::{RichText, paragraphs},
    spoken::Spoken,
    text::AnnouncementText,
};
use crate::{
    fields::{FieldErrors, FieldProblem, parse_line},
    text::{cleaned, shows_nothing},
    versions::Wording,
};

/// The fields of the form, which are also the `id`s of its controls.
pub const FIRST_LANGUAGE: &str = "langue-texte";
pub const SECOND_LANGUAGE: &str = "autre-langue";
pub const SECOND_TITLE: &str = "autre-titre";
pub const SECOND_TEXT: &str = "autre-texte";

/// What a communication says in a second language. The rules are those of the first version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SecondVersion {
    pub language: Spoken,
    /// Empty on a channel without titles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Plain text of several lines.
    pub text: String,
}

impl SecondVersion {
    /// The part of a form that says the same, beside a first version in this language.
    pub fn input(first: Spoken, second: Option<&Self>) -> SecondInput {
        let mut input = SecondInput::default();
        input.write_in(first);
        let Some(second) = second else { return input };
        SecondInput {
            language: second.language.code().to_owned(),
            title: second.title.clone(),
            text: second.text.clone(),
            ..input
        }
    }

    /// What readers read of both versions: the second follows the first one.
    #[must_use]
    pub fn after(second: Option<&Self>, first: Wording) -> Wording {
        let Some(Self { language, title, text }) = second else { return first };
        let title = if title.is_empty() { String::new() } else { format!("\n{title}") };
        let added = format!("\n\n{}{title}\n{text}", language.name());
        let Wording { title, text, mut formats } = first;
        // Without formats it is not known how the first version looks.
        if !formats.is_empty() {
            formats.push((u32::try_from(added.chars().count()).unwrap_or(u32::MAX), 0));
        }
        Wording { title, text: text + &added, formats }
    }
}

/// The title of a second version, for a message of the program that quotes that of the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherTitle {
    /// In which language the first one is.
    pub beside: Spoken,
    pub language: Spoken,
    pub title: String,
}

impl OtherTitle {
    /// That of `second`, which is beside a first version in this language. A text without a title is called
    /// by its words.
    pub fn of(beside: Spoken, second: Option<&SecondVersion>) -> Option<Self> {
        let SecondVersion { language, title, text } = second?;
        let title = if title.is_empty() { text } else { title };
        Some(Self { beside, language: *language, title: title.clone() })
    }

    /// What readers of pages in this language call it: `first`, or the other title.
    pub fn or<'a>(other: Option<&'a Self>, first: &'a str, page: Spoken) -> &'a str {
        // As [`Spoken::read_first`] says of somebody whose browser asks for nothing.
        let reads = Some(page).filter(|page| *page != Spoken::FIRST);
        let own = other.filter(|other| other.language.comes_before(other.beside, reads.as_slice()));
        own.map_or(first, |other| other.title.as_str())
    }
}

/// The part of the form for the languages of a text and for its second version, as typed; the same for
/// every channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondInput {
    /// *Langue du texte*, of the first version: code of a [`Spoken`]. Empty where it goes without saying,
    /// as in forms that were written before there was a choice.
    #[serde(rename = "first_language", skip_serializing_if = "String::is_empty")]
    pub first: String,
    /// Code of a [`Spoken`]; empty for none.
    #[serde(rename = "second_language", skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(rename = "second_title", skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(rename = "second_text", skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl SecondInput {
    pub fn posted(form: &Posted<'_>) -> Self {
        let first = form.value(FIRST_LANGUAGE);
        Self {
            first: if first == Spoken::FIRST.code() { String::new() } else { first },
            language: form.value(SECOND_LANGUAGE),
            title: form.value(SECOND_TITLE),
            text: form.value(SECOND_TEXT),
        }
    }

    /// The first version is in this language.
    pub fn write_in(&mut self, language: Spoken) {
        self.first = if language.is_usual() { String::new() } else { language.code().to_owned() };
    }

    /// Whether nothing was asked for.
    pub fn is_blank(&self) -> bool {
        self.language.is_empty() && shows_nothing(&self.title) && shows_nothing(&self.text)
    }

    /// The language of the first version. `None` if `errors` now says what is wrong with it.
    pub(super) fn first(&self, errors: &mut FieldErrors) -> Option<Spoken> {
        errors.keep(FIRST_LANGUAGE, self.first_spoken().ok_or(FieldProblem::UnknownChoice))
    }

    /// The language of the first version, as far as it is known.
    pub fn first_spoken(&self) -> Option<Spoken> {
        if self.first.is_empty() { Some(Spoken::FIRST) } else { Spoken::from_code(&self.first) }
    }

    /// The second version of a short text without a title. `None` if none is asked for, and if
    /// `errors` now says what is wrong with it.
    pub(super) fn short(&self, errors: &mut FieldErrors) -> Option<SecondVersion> {
        if self.language.is_empty() && shows_nothing(&self.text) {
            return None;
        }
        let language = errors.keep(SECOND_LANGUAGE, self.spoken());
        let text = errors.keep(SECOND_TEXT, AnnouncementText::parse(&self.text));
        let (language, text) = (language?, text?);
        Some(SecondVersion { language, title: String::new(), text: text.as_str().to_owned() })
    }

    /// The second version of a title and a long text, as [`short`](Self::short).
    pub(super) fn titled(&self, most: usize, errors: &mut FieldErrors) -> Option<SecondVersion> {
        if self.is_blank() {
            return None;
        }
        let language = errors.keep(SECOND_LANGUAGE, self.spoken());
        let title = errors.keep(SECOND_TITLE, parse_line(&self.title, most));
        let text = errors.keep(SECOND_TEXT, long_text(&self.text));
        Some(SecondVersion { language: language?, title: title?, text: text? })
    }

    fn spoken(&self) -> Result<Spoken, FieldProblem> {
        if self.language.is_empty() {
            return Err(FieldProblem::Required);
        }
        let known = Spoken::from_code(&self.language).ok_or(FieldProblem::UnknownChoice)?;
        if Some(known) == self.first_spoken() { Err(FieldProblem::SameLanguage) } else { Ok(known) }
    }
}

/// A text with line breaks, as long as a formatted one may be.
fn long_text(raw: &str) -> Result<String, FieldProblem> {
    let text = cleaned(raw);
    RichText::parse(&paragraphs(&text))?;
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(language: &str, title: &str, text: &str) -> SecondInput {
        let [language, title, text] = [language, title, text].map(str::to_owned);
        SecondInput { language, title, text, ..SecondInput::default() }
    }

    fn refused(input: &SecondInput) -> Vec<(String, FieldProblem)> {
        let mut errors = FieldErrors::default();
        assert_eq!(input.titled(10, &mut errors), None, "{input:?}");
        assert!(!errors.is_empty(), "{input:?}");
        errors.0.into_iter().collect()
    }

    #[test]
    fn a_second_version_has_the_rules_of_the_first() {
        let mut errors = FieldErrors::default();
        assert_eq!(typed("", " ", "\n").titled(10, &mut errors), None);
        assert_eq!(typed("", "A title", "").short(&mut errors), None, "it has no title");
        assert!(errors.is_empty());
        let said = typed("ar", " رحلة ", " يوم الاثنين\r\nفي الثامنة ").titled(10, &mut errors);
        let said = said.expect("a second version");
        assert_eq!((said.title.as_str(), said.text.as_str()), ("رحلة", "يوم الاثنين\nفي الثامنة"));
        assert!(errors.is_empty());
        let of = |field: &str, problem| vec![(field.to_owned(), problem)];
        assert_eq!(refused(&typed("", "Trip", "Monday")), of(SECOND_LANGUAGE, FieldProblem::Required));
        assert_eq!(refused(&typed("xx", "Trip", "Monday")), of(SECOND_LANGUAGE, FieldProblem::UnknownChoice));
        assert_eq!(refused(&typed("fr", "Trip", "Monday")), of(SECOND_LANGUAGE, FieldProblem::SameLanguage));
        let of_english = SecondInput { first: "en".to_owned(), ..typed("en", "Trip", "Monday") };
        assert_eq!(refused(&of_english), of(SECOND_LANGUAGE, FieldProblem::SameLanguage));
        let french = SecondInput { language: "fr".to_owned(), ..of_english };
        assert!(french.titled(10, &mut errors).is_some() && errors.is_empty());
        assert_eq!(refused(&typed("en", "", "Monday")), of(SECOND_TITLE, FieldProblem::Required));
        assert_eq!(refused(&typed("en", "Trip", " ")), of(SECOND_TEXT, FieldProblem::Required));
        let long = FieldProblem::TooLong { count: 11, max: 10 };
        assert_eq!(refused(&typed("en", "12345678901", "Monday")), of(SECOND_TITLE, long));
        let mut errors = FieldErrors::default();
        assert_eq!(typed("en", "", &"a".repeat(256)).short(&mut errors), None);
        assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), [SECOND_TEXT]);
    }

    #[test]
    fn a_first_version_is_french_unless_its_author_says_otherwise() {
        let mut errors = FieldErrors::default();
        let of = |first: &str| SecondInput { first: first.to_owned(), ..SecondInput::default() };
        assert_eq!(of("").first(&mut errors), Some(Spoken::French));
        assert_eq!(of("en").first(&mut errors), Some(Spoken::English));
        assert!(errors.is_empty() && of("en").is_blank(), "a language alone is no version");
        assert_eq!(of("xx").first(&mut errors), None);
        assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), [FIRST_LANGUAGE]);
    }

    #[test]
    fn what_was_said_in_both_languages_is_kept_with_how_it_looked() {
        let second =
            SecondVersion { language: Spoken::English, title: "Trip".to_owned(), text: "Monday".to_owned() };
        let first = Wording { title: "Sortie".to_owned(), text: "Lundi".to_owned(), formats: vec![(5, 1)] };
        let both = SecondVersion::after(Some(&second), first.clone());
        assert_eq!((both.title.as_str(), both.text.as_str()), ("Sortie", "Lundi\n\nEnglish\nTrip\nMonday"));
        let formatted: u32 = both.formats.iter().map(|(length, _)| length).sum();
        assert_eq!(formatted as usize, both.text.chars().count());
        assert_eq!(SecondVersion::after(None, first.clone()), first);
    }
}
