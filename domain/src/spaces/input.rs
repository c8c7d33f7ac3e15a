use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    communications::{MessageInput, MessageSubject, Posted, RichText, SendAt, plain_text},
    fields::FieldErrors,
    files::{NewPicture, PictureInput},
    text::shows_nothing,
};

/// Like the subject of a message: 1 to 150 characters, trimmed, on one line.
pub type ArticleTitle = MessageSubject;

pub use crate::communications::MAX_SUBJECT_CHARACTERS as MAX_TITLE_CHARACTERS;

/// How many articles a person begins within a day, over all spaces.
pub const MAX_ARTICLES_PER_DAY: usize = 30;

/// The form of an article as typed, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleInput {
    pub title: String,
    /// HTML, as the editor made it.
    pub body: String,
    /// *Publier le*: on the day and at the time below; otherwise at once.
    pub later: bool,
    /// `yyyy-mm-dd`
    pub day: String,
    /// `hh:mm`
    pub time: String,
    /// *Prévenir les abonnés*
    pub tells: bool,
    /// *Prévenir ceux qui avaient lu l'ancien texte*, of a correction.
    pub tells_readers: bool,
    /// How often the article had been corrected when the form was opened.
    pub version: i32,
    /// A mark of who reads the space, as it was when the form was opened; empty on a page of an older
    /// version.
    pub readers: String,
    /// A mark of the article that the form was opened with; empty in the form of a new one, and on a page
    /// of an older version.
    pub shown: String,
    /// Tokens of the files that the form shows.
    pub files: Vec<String>,
    pub picture: PictureInput,
}

/// A checked article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArticle {
    pub title: ArticleTitle,
    pub body: RichText,
    pub publish_at: SendAt,
    pub picture: Option<NewPicture>,
}

impl ArticleInput {
    pub fn posted(pairs: &[(String, String)]) -> Self {
        let form = Posted::new(pairs);
        Self {
            title: form.value("titre"),
            body: form.rich_text("corps", "corps-texte"),
            later: form.is("publication", "plus-tard"),
            day: form.value("envoi-date"),
            time: form.value("envoi-heure"),
            tells: form.is("prevenir", "oui"),
            tells_readers: form.is("prevenir-lecteurs", "oui"),
            version: form.value("version").parse().unwrap_or_default(),
            readers: form.value("lecteurs"),
            shown: form.value("etat"),
            files: form.values("piece"),
            picture: PictureInput {
                token: form.value("image-jeton"),
                alternative: form.value("image-texte"),
                decorative: form.is("image-decorative", "oui"),
            },
        }
    }

    /// Whether nothing was written or joined yet.
    pub fn is_blank(&self) -> bool {
        let joins_nothing = self.files.iter().all(String::is_empty) && self.picture.token.is_empty();
        joins_nothing && shows_nothing(&self.title) && shows_nothing(&plain_text(&self.body))
    }

    /// # Errors
    /// The refused controls: `titre`, `corps`, `image-texte`, `envoi-date`, `envoi-heure`. `today` is the
    /// civil day of the school.
    pub fn parse(&self, today: NaiveDate) -> Result<NewArticle, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.keep("titre", ArticleTitle::parse(&self.title));
        let body = errors.keep("corps", RichText::parse(&self.body));
        let picture = errors.keep("image-texte", self.picture.parse());
        let publish_at = self.moment().parse_send_at(today, &mut errors);
        match (title, body, picture, publish_at) {
            (Some(title), Some(body), Some(picture), Some(publish_at)) if errors.is_empty() => {
                Ok(NewArticle { title, body, publish_at, picture })
            }
            _ => Err(errors),
        }
    }

    /// The day and the time, which have the rules of *Date d'envoi*.
    fn moment(&self) -> MessageInput {
        MessageInput {
            send_later: self.later,
            send_day: self.day.clone(),
            send_time: self.time.clone(),
            ..MessageInput::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{ArticleInput, MAX_TITLE_CHARACTERS, PictureInput};
    use crate::fields::{FieldProblem, PictureProblem};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 5).expect("a day")
    }

    #[test]
    fn each_wrong_control_is_named() {
        let refused = ArticleInput { later: true, ..ArticleInput::default() }.parse(today());
        let refused = refused.expect_err("nothing typed");
        let named: Vec<_> = refused.0.keys().map(String::as_str).collect();
        assert_eq!(named, ["corps", "envoi-date", "envoi-heure", "titre"]);
        let long = ArticleInput {
            title: "é".repeat(MAX_TITLE_CHARACTERS + 1),
            body: "<p>Oui</p>".into(),
            ..ArticleInput::default()
        };
        let too_long = FieldProblem::TooLong { count: MAX_TITLE_CHARACTERS + 1, max: MAX_TITLE_CHARACTERS };
        assert_eq!(long.parse(today()).expect_err("long").get("titre"), Some(&too_long));
    }

    #[test]
    fn a_form_is_blank_until_something_is_written_or_joined() {
        let of = |title: &str, body: &str, file: &str| ArticleInput {
            title: title.into(),
            body: body.into(),
            files: vec![file.into()],
            later: true,
            ..ArticleInput::default()
        };
        assert!(ArticleInput::default().is_blank());
        assert!(of(" \u{a0}", "<p><br></p><p> </p>", "").is_blank());
        for written in [of("Sortie", "", ""), of("", "<p>Lundi</p>", ""), of("", "", "jeton")] {
            assert!(!written.is_blank(), "{written:?}");
        }
    }

    #[test]
    fn a_picture_needs_a_text_unless_it_is_decoration() {
        let shown = ArticleInput {
            title: "Sortie".into(),
            body: "<p>Oui</p>".into(),
            picture: PictureInput { token: "jeton".into(), ..PictureInput::default() },
            ..ArticleInput::default()
        };
        let refused = shown.parse(today()).expect_err("no text");
        let missing = FieldProblem::Picture(PictureProblem::NoAlternative);
        assert_eq!(refused.get("image-texte"), Some(&missing));
        assert_eq!(shown.picture.unfinished().map(|picture| picture.alternative), Some(None));
        for (alternative, decorative, kept) in [("Le car", false, Some("Le car")), ("", true, None)] {
            let picture =
                PictureInput { alternative: alternative.into(), decorative, ..shown.picture.clone() };
            let input = ArticleInput { picture, ..shown.clone() };
            let picture = input.parse(today()).expect("an article").picture.expect("a picture");
            assert_eq!(picture.alternative.as_deref(), kept);
        }
    }

    #[test]
    fn a_form_is_read_as_posted() {
        let pairs =
            [("titre", "Sortie"), ("corps", ""), ("corps-texte", "Lundi\nMardi"), ("prevenir", "oui")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let input = ArticleInput::posted(&pairs);
        assert_eq!(input.body, "<p>Lundi</p><p>Mardi</p>");
        assert!(input.tells && !input.later);
        assert_eq!(input.parse(today()).expect("an article").title.as_str(), "Sortie");
    }
}
