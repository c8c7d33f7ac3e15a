//! actualité: a titled rich text with files, read on its own page, for a period.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    part::{Part, Said},
    shown::{parse_days, proposed_days, renew_days},
};
use crate::{
    CommunicationId,
    communications::{
        period::PublicationPeriod,
        posted::Posted,
        rich_text::{CleanHtml, RichText, valid_text},
        second::SecondVersion,
        spoken::Spoken,
    },
    directory::ConcernedChild,
    fields::{FieldErrors, parse_line},
    files::{AttachmentView, NewPicture, PictureView},
    time::Stamp,
    versions::Corrected,
};

pub const MAX_TITLE_CHARACTERS: usize = 150;

/// The content of a news item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct News {
    /// 1 to [`MAX_TITLE_CHARACTERS`] characters on one line.
    pub title: String,
    pub body: RichText,
    pub period: PublicationPeriod,
    pub picture: Option<NewPicture>,
    /// Tokens of the attached files.
    pub attachments: Vec<String>,
    /// In which language it is. Left out of digests where it goes without saying.
    #[serde(skip_serializing_if = "Spoken::is_usual")]
    pub language: Spoken,
    /// In another language. Left out of digests when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<SecondVersion>,
}

/// The part of the form for a news item, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewsInput {
    #[serde(rename = "news_title")]
    pub title: String,
    /// HTML, as the editor made it.
    #[serde(rename = "news_body")]
    pub body: String,
    /// `yyyy-mm-dd`
    #[serde(rename = "news_first_day")]
    pub first_day: String,
    #[serde(rename = "news_last_day")]
    pub last_day: String,
    /// Tokens of the files that the form shows, as for a message.
    #[serde(rename = "news_attachments")]
    pub attachments: Vec<String>,
    /// Token of the picture that the form shows; empty for none. Drafts do not store it: a form shows
    /// the picture that exists when it opens.
    #[serde(rename = "news_picture")]
    pub picture: String,
    /// *Texte de remplacement*
    #[serde(rename = "news_alternative")]
    pub alternative: String,
    /// *Image décorative*
    #[serde(rename = "news_decorative")]
    pub decorative: bool,
}

impl NewsInput {
    /// Shown for a week.
    pub fn blank(today: NaiveDate) -> Self {
        let (first_day, last_day) = proposed_days(today);
        Self { first_day, last_day, ..Self::default() }
    }

    pub fn posted(form: &Posted<'_>) -> Self {
        Self {
            title: form.value("actualite-titre"),
            body: form.rich_text("actualite-texte", "actualite-texte-brut"),
            first_day: form.value("actualite-debut"),
            last_day: form.value("actualite-fin"),
            attachments: form.values("piece"),
            picture: form.value("image-jeton"),
            alternative: form.value("image-texte"),
            decorative: form.is("image-decorative", "oui"),
        }
    }

    /// What was typed, for another channel to take over.
    pub fn said(&self) -> Said {
        let text = valid_text(&self.body).trim().to_owned();
        Said { title: self.title.clone(), text, html: self.body.clone() }
    }

    /// Takes over what a correction may change: the title and the text.
    pub fn take_wording(&mut self, typed: &Self) {
        self.title.clone_from(&typed.title);
        self.body.clone_from(&typed.body);
    }

    /// Checks every field and adds each problem to `errors`; `today` is the civil day where the
    /// schools are.
    pub fn parse(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<News> {
        let title = errors.keep("actualite-titre", parse_line(&self.title, MAX_TITLE_CHARACTERS));
        let body = errors.keep("actualite-texte", RichText::parse(&self.body));
        let picture = match self.picture.as_str() {
            "" => Some(None),
            token => {
                let picture = NewPicture::parse(token, &self.alternative, self.decorative);
                errors.keep("image-texte", picture).map(Some)
            }
        };
        let (first, last) = (("actualite-debut", &*self.first_day), ("actualite-fin", &*self.last_day));
        let period = parse_days(first, last, today, errors);
        Some(News {
            title: title?,
            body: body?,
            period: period?,
            picture: picture?,
            attachments: self.attachments.clone(),
            language: Spoken::FIRST,
            second: None,
        })
    }
}

impl Part for NewsInput {
    fn title(&self) -> &str {
        &self.title
    }

    fn body(&self) -> Option<&str> {
        Some(&self.body)
    }

    fn takes_files(&self) -> bool {
        true
    }

    fn attach(&mut self, tokens: &[String]) {
        self.attachments = tokens.to_vec();
    }

    fn keep(&mut self, clean: &dyn Fn(&str) -> String) {
        self.body = clean(&self.body);
        self.attachments.clear();
        self.picture.clear();
    }

    fn show_picture(&mut self, token: &str) {
        token.clone_into(&mut self.picture);
    }

    fn take_over(&mut self, said: &Said) {
        self.title.clone_from(&said.title);
        self.body.clone_from(&said.html);
    }

    fn renew(&mut self, today: NaiveDate) {
        renew_days(&mut self.first_day, &mut self.last_day, today);
    }
}

/// The news item as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsDetail {
    pub title: String,
    pub body: CleanHtml,
    pub picture: Option<PictureView>,
    pub attachments: Vec<AttachmentView>,
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
    #[serde(default)]
    pub language: Spoken,
    #[serde(default)]
    pub second: Option<SecondVersion>,
}

impl NewsDetail {
    pub fn said(&self) -> Said {
        let html = self.body.as_str();
        Said { title: self.title.clone(), text: valid_text(html).trim().to_owned(), html: html.to_owned() }
    }

    /// The part of a form that says the same.
    pub fn input(&self) -> NewsInput {
        NewsInput {
            title: self.title.clone(),
            body: self.body.as_str().to_owned(),
            first_day: self.first_day.to_string(),
            last_day: self.last_day.to_string(),
            attachments: Vec::new(),
            // The copy gets a picture of its own.
            picture: String::new(),
            alternative: self.picture.as_ref().map(|picture| picture.alternative.clone()).unwrap_or_default(),
            decorative: self.picture.as_ref().is_some_and(|picture| picture.alternative.is_empty()),
        }
    }
}

/// A news item as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsPage {
    pub id: CommunicationId,
    pub title: String,
    /// The school or authority that says it.
    pub source: String,
    pub published: Stamp,
    pub body: CleanHtml,
    pub picture: Option<PictureView>,
    pub attachments: Vec<AttachmentView>,
    #[serde(default)]
    pub language: Spoken,
    pub second: Option<SecondVersion>,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
    /// *Corrigé le … à …*, as this reader sees it.
    pub corrected: Option<Corrected>,
    /// Which of several children it concerns, for their own parent alone.
    #[serde(default)]
    pub children: Vec<ConcernedChild>,
    /// Its period is over: only the list of *Actualités* still leads to it.
    pub ended: bool,
}

/// A news item in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentNews {
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
}
