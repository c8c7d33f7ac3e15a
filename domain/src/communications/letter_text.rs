//! A rich text as a letter of plain text.

use super::rich_text::{INLINE, unescaped};

/// The text of cleaned HTML, with what plain text can still say: the number or the stroke before an
/// item of a list, the sign before a line that is quoted, and where a link leads. What is struck out is
/// left out: it could not be told apart.
pub fn letter_text(html: &str) -> String {
    let mut letter = Letter::default();
    let mut rest = html;
    while let Some((before, tagged)) = rest.split_once('<') {
        letter.says(before);
        let Some(end) = end_of(tagged) else { return letter.text };
        let (tag, after) = tagged.split_at(end);
        letter.tag(tag);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    letter.says(rest);
    letter.text
}

/// Where a tag ends: an address in it may contain its sign.
fn end_of(tagged: &str) -> Option<usize> {
    let mut quoted = false;
    let ends = |(_, c): &(usize, char)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    };
    tagged.char_indices().find(ends).map(|(at, _)| at)
}

#[derive(Default)]
struct Letter {
    text: String,
    struck: usize,
    /// The quotations that are open.
    quoted: usize,
    /// The lists that are open: the next number, or `None` for one without numbers.
    lists: Vec<Option<u32>>,
    /// Where the text of an item begins: its first paragraph stands beside its number.
    item: Option<usize>,
    /// The address of the link that is open, and where its text begins.
    link: Option<(String, usize)>,
}

impl Letter {
    fn says(&mut self, html: &str) {
        if self.struck == 0 {
            if !html.trim().is_empty() {
                self.quotes();
            }
            self.text.push_str(&unescaped(html));
        }
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match (name, closes) {
            ("s", false) => self.struck += 1,
            ("s", true) => self.struck = self.struck.saturating_sub(1),
            ("a", false) => {
                self.quotes();
                self.link = address(tag).map(|address| (address, self.text.len()));
            }
            ("a", true) => self.leads(),
            ("ol" | "ul", false) => {
                self.line();
                self.lists.push((name == "ol").then_some(1));
            }
            ("ol" | "ul", true) => {
                self.lists.pop();
                self.line();
            }
            ("li", false) => self.begins_item(),
            ("blockquote", false) => {
                self.line();
                self.quoted += 1;
            }
            ("blockquote", true) => {
                self.line();
                self.quoted = self.quoted.saturating_sub(1);
            }
            (name, _) if INLINE.contains(&name) => {}
            _ => self.line(),
        }
    }

    /// What follows stands on a line of its own.
    fn line(&mut self) {
        if self.item != Some(self.text.len()) && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// As letters mark the words of others.
    fn quotes(&mut self) {
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.text.push_str(&"> ".repeat(self.quoted));
        }
    }

    fn begins_item(&mut self) {
        self.line();
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                let sign = format!("{number}. ");
                *number += 1;
                sign
            }
            _ => "- ".to_owned(),
        };
        self.quotes();
        self.text.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
        self.text.push_str(&sign);
        self.item = Some(self.text.len());
    }

    /// Says where the link leads, unless its text does.
    fn leads(&mut self) {
        let Some((address, begin)) = self.link.take() else { return };
        let said = self.text.get(begin..).unwrap_or_default().trim();
        // People read an address of e-mail alone; a program also takes the subject of a letter from it.
        let person = address.strip_prefix("mailto:").and_then(|letter| letter.split('?').next());
        let (read, is_said) = match person {
            Some(person) => (person, bare(said).eq_ignore_ascii_case(person)),
            None => (address.as_str(), bare(said) == bare(&address)),
        };
        if !said.is_empty() && !is_said {
            for part in [" (", read, ")"] {
                self.text.push_str(part);
            }
        }
    }
}

fn address(tag: &str) -> Option<String> {
    let (_, rest) = tag.split_once("href=\"")?;
    rest.split_once('"').map(|(address, _)| unescaped(address))
}

/// An address as people write it.
fn bare(address: &str) -> &str {
    let begin =
        ["https://", "http://", "mailto:"].into_iter().find_map(|scheme| address.strip_prefix(scheme));
    begin.unwrap_or(address).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::letter_text;

    #[test]
    fn a_letter_says_where_links_lead_and_counts_its_items() {
        for (html, text) in [
            ("<p>a</p><p>b<br>c</p>", "a\nb\nc"),
            (
                "<p>Avant :</p><ol><li><p>Signer</p><p>en bas</p></li><li><p>Rendre</p><ul><li><p>vite</p></li></ul></li></ol><p>Fin</p>",
                "Avant :\n1. Signer\nen bas\n2. Rendre\n  - vite\nFin",
            ),
            (
                "<p>a</p><blockquote><p>b<br><a href=\"https://e.fr/\">e.fr</a></p><ul><li><p>d</p></li></ul></blockquote><p>e</p>",
                "a\n> b\n> e.fr\n> - d\ne",
            ),
            ("<ul><li>eau</li><li>pain</li></ul><ol><li>un</li></ol>", "- eau\n- pain\n1. un"),
            (
                "<p>Le plan est <a href=\"https://exemple.fr/?a=1&amp;b=2\" rel=\"nofollow\">ici</a>.</p>",
                "Le plan est ici (https://exemple.fr/?a=1&b=2).",
            ),
            (
                "<p><a href=\"https://exemple.fr/\">https://exemple.fr</a>, <a href=\"https://exemple.fr/a\">exemple.fr/a</a>, \
                 <a href=\"mailto:a@b.fr\">a@b.fr</a></p>",
                "https://exemple.fr, exemple.fr/a, a@b.fr",
            ),
            (
                "<p><a href=\"mailto:vie@b.fr?subject=Absence%20du%201er\">Écrire</a>, \
                 <a href=\"mailto:vie@b.fr?subject=a\">Vie@b.fr</a></p>",
                "Écrire (vie@b.fr), Vie@b.fr",
            ),
            (
                "<p>à <s>12 h <a href=\"https://e.fr\">x</a></s>13 h <strong>A &lt; B</strong></p>",
                "à 13 h A < B",
            ),
        ] {
            assert_eq!(letter_text(html).trim(), text);
        }
    }
}
