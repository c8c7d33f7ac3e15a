use serde::{Deserialize, Serialize};

use super::spoken::Spoken;
use crate::{
    fields::FieldProblem,
    text::{cleaned_html, french_spaces, shows_nothing},
};

/// The most characters of HTML; a long letter has about 10 000.
pub const MAX_RICH_TEXT_CHARACTERS: usize = 100_000;

/// HTML from an editor, with some text in it. **Not** safe to show: only HTML cleaned by the server
/// is ([`CleanHtml`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct RichText(String);

impl RichText {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let raw = cleaned_html(raw);
        let count = raw.chars().count();
        if count > MAX_RICH_TEXT_CHARACTERS {
            return Err(FieldProblem::TooLong { count, max: MAX_RICH_TEXT_CHARACTERS });
        }
        if shows_nothing(&plain_text(&raw)) {
            return Err(FieldProblem::Required);
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

    /// As it is read where its language is not known, which then is that of the schools; see
    /// [`french_spaces`].
    #[must_use]
    pub fn in_french(&self) -> Self {
        Self(french_spaces(&self.0))
    }

    /// As it is read in its language.
    #[must_use]
    pub fn spaced(&self, language: Spoken) -> Self {
        Self(language.spaced(&self.0))
    }
}

/// Cleaned HTML in which each block is written from right to left if it begins so (`dir="auto"`).
pub fn directed(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (position, piece) in html.split('<').enumerate() {
        let block = BLOCKS
            .into_iter()
            .filter(|_| position > 0)
            .find(|name| piece.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' '])));
        if position > 0 {
            out.push('<');
        }
        let name = block.unwrap_or_default();
        out.push_str(name);
        if block.is_some() {
            out.push_str(" dir=\"auto\"");
        }
        out.push_str(piece.strip_prefix(name).unwrap_or(piece));
    }
    out
}

/// The elements of a rich text that hold a line of their own.
const BLOCKS: [&str; 4] = ["h2", "h3", "li", "p"];

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
    text_of(html, true)
}

/// As [`plain_text`], without what is struck out: plain text cannot show that it is not valid any
/// more.
pub fn valid_text(html: &str) -> String {
    text_of(html, false)
}

fn text_of(html: &str, with_struck: bool) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut struck = 0_usize;
    while let Some(start) = rest.find('<') {
        if with_struck || struck == 0 {
            text.push_str(&unescaped(&rest[..start]));
        }
        let Some(length) = rest[start..].find('>') else {
            rest = "";
            break;
        };
        let tag = &rest[start + 1..start + length];
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)) && !text.ends_with('\n') {
            text.push('\n');
        }
        if name.eq_ignore_ascii_case("s") {
            struck = if tag.starts_with('/') { struck.saturating_sub(1) } else { struck + 1 };
        }
        rest = &rest[start + length + 1..];
    }
    if with_struck || struck == 0 {
        text.push_str(&unescaped(rest));
    }
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
pub(super) const INLINE: [&str; 9] = ["a", "b", "em", "i", "s", "span", "strong", "u", "sub"];

/// Text of HTML with the common entities decoded.
pub fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let known = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&shy;", "\u{ad}"),
        ("&ZeroWidthSpace;", "\u{200b}"),
        ("&zwnj;", "\u{200c}"),
        ("&zwj;", "\u{200d}"),
    ];
    let text =
        known.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character));
    numbered(&text).replace("&amp;", "&")
}

/// Decodes `&#39;` and `&#x27;`.
fn numbered(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let decoded = part.split_once(';').and_then(|(number, rest)| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            Some((char::from_u32(code.ok()?)?, rest))
        });
        if let Some((character, rest)) = decoded {
            out.push(character);
            out.push_str(rest);
        } else {
            out.push_str("&#");
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{directed, plain_text, valid_text};

    #[test]
    fn what_is_struck_out_does_not_come_back_as_valid_text() {
        let html = "<p>à <s>12 <strong>h</strong></s> 14 h</p><p><s>salle</s></p><p>fin</p>";
        assert_eq!(valid_text(html), "\nà  14 h\nfin\n");
        assert!(plain_text(html).contains("12 h"));
        assert_eq!(valid_text("a <strong>b</strong> &lt;s&gt;"), "a b <s>");
    }

    #[test]
    fn each_block_has_its_own_direction() {
        let html =
            "<p style=\"text-align:center\">a</p><ul><li><p>b &lt;p&gt; p></p></li></ul><pre>c</pre>p>";
        let shown = "<p dir=\"auto\" style=\"text-align:center\">a</p><ul><li dir=\"auto\"><p dir=\"auto\">b &lt;p&gt; p></p></li></ul>\
                     <pre>c</pre>p>";
        assert_eq!(directed(html), shown);
        assert_eq!(directed(""), "");
    }
}
