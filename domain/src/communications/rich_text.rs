use serde::{Deserialize, Serialize};

use super::has_forbidden_control;
use crate::fields::FieldProblem;

/// Characters of HTML; a long letter has some 10 000.
pub const MAX_RICH_TEXT_CHARACTERS: usize = 100_000;

/// The HTML that an editor made, with something to read in it. **Not** safe to show: only what the
/// server has cleaned is ([`CleanHtml`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RichText(String);

impl RichText {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let count = raw.chars().count();
        if count > MAX_RICH_TEXT_CHARACTERS {
            return Err(FieldProblem::TooLong { count, max: MAX_RICH_TEXT_CHARACTERS });
        }
        if plain_text(raw).trim().is_empty() {
            return Err(FieldProblem::Required);
        }
        let raw = raw.replace("\r\n", "\n");
        if has_forbidden_control(&raw) {
            return Err(FieldProblem::ControlCharacter);
        }
        Ok(Self(raw))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// HTML of the closed list, as the server's sanitiser leaves it: the only HTML that may become part
/// of a page, and only through the one component that takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// For the sanitiser alone, and for what it has cleaned before.
    pub const fn cleaned(html: String) -> Self {
        Self(html)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// *Mots : n. Caractères (incluant HTML) : n*
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RichTextCount {
    pub words: usize,
    /// Unicode characters of the HTML.
    pub characters: usize,
}

impl RichTextCount {
    pub fn of(html: &str) -> Self {
        Self { words: plain_text(html).split_whitespace().count(), characters: html.chars().count() }
    }
}

/// What is read of some HTML: blocks on lines of their own, the common entities resolved. For
/// counting, searching and excerpts; never for safety.
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&unescaped(&rest[..start]));
        let Some(length) = rest[start..].find('>') else {
            rest = "";
            break;
        };
        let name = rest[start + 1..start + length].trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)) && !text.ends_with('\n') {
            text.push('\n');
        }
        rest = &rest[start + length + 1..];
    }
    text.push_str(&unescaped(rest));
    text
}

/// Plain text as HTML: a paragraph for each line that is not blank.
pub fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |html, line| html + "<p>" + &escaped(line) + "</p>")
}

/// Text that stands in HTML, also in a quoted attribute, as what it is.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Elements that do not part words.
const INLINE: [&str; 9] = ["a", "b", "em", "i", "s", "span", "strong", "u", "sub"];

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let known = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    known.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
