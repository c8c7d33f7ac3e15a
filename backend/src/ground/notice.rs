//! What the program tells people: stored as kind and parameters, shown in the reader's language.

use domain::{
    communications::{CleanHtml, paragraphs},
    messages::Notice,
    search::fold,
    text::beginning,
};
use words::{Language, NoticeText, Words};

use super::rich_text;

/// How much of a text's beginning lists show.
const EXCERPT_CHARACTERS: usize = 160;

/// A stored notice in the reader's language.
pub(crate) struct Rendered {
    pub subject: String,
    pub excerpt: String,
    pub body: CleanHtml,
}

impl Rendered {
    pub fn of(notice: &Notice, words: &Words) -> Self {
        let NoticeText { subject, paragraphs: lines } = words.notifications.text(notice);
        let body = rich_text::clean(&paragraphs(&lines.join("\n")));
        Self { subject, excerpt: excerpt(&lines.join(" ")), body }
    }
}

/// The text in which a search finds a notice: its wording in every language.
pub(crate) fn search_text(notice: &Notice, sender: &str) -> String {
    let in_language = |language: &Language| {
        let NoticeText { subject, paragraphs } = language.words().notifications.text(notice);
        format!("{subject} {}", paragraphs.join(" "))
    };
    let texts: Vec<String> = Language::ALL.iter().map(in_language).collect();
    fold(&format!("{} {sender}", texts.join(" ")))
}

/// The beginning of a plain text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    beginning(&line, EXCERPT_CHARACTERS).to_owned()
}
