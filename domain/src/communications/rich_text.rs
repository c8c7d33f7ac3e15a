use serde::{Deserialize, Serialize};

use super::has_forbidden_control;
use crate::fields::FieldProblem;

/// The most characters of HTML; a long letter has about 10 000.
pub const MAX_RICH_TEXT_CHARACTERS: usize = 100_000;

/// HTML from an editor, with some text in it. **Not** safe to show: only HTML cleaned by the server
/// is ([`CleanHtml`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
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

/// HTML with allowed elements only, as returned by the server's sanitiser. It is the only HTML that
/// may become part of a page, and only through one component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Only for the sanitiser, and for HTML that it has cleaned before.
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

/// The readable text of some HTML: each block on its own line, common entities decoded. For
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

/// Escapes text for HTML, also for a quoted attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Elements that do not separate words.
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
