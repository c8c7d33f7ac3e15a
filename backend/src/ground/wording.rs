//! Cleaned HTML as it is read: its text, and how each stretch of it is formatted.

use domain::{
    communications::unescaped,
    versions::{Formats, Wording},
};

const STRONG: u32 = 1;
const EMPHASIS: u32 = 1 << 1;
const UNDERLINE: u32 = 1 << 2;
const LINK: u32 = 1 << 3;
const STRUCK: u32 = 1 << 13;
/// What a space does not show.
const INLINE: u32 = STRONG | EMPHASIS | UNDERLINE | LINK | STRUCK;
const TITLE: u32 = 1 << 4;
const SUBTITLE: u32 = 1 << 5;
const QUOTATION: u32 = 1 << 6;
const BULLETS: u32 = 1 << 7;
const NUMBERS: u32 = 1 << 8;
const CENTRE: u32 = 1 << 9;
const RIGHT: u32 = 1 << 10;
const JUSTIFIED: u32 = 1 << 11;
/// A line that was broken inside its paragraph.
const BREAK: u32 = 1 << 12;
/// One list inside another.
const DEEPER: u32 = 1 << 16;

/// What people read of a title and of cleaned HTML: each block on its own line, with the address behind
/// each link, so that a corrected address shows too.
pub fn wording(title: &str, html: &str) -> Wording {
    let mut reading = Reading::default();
    reading.all(html);
    let (text, formats) = reading.trimmed();
    Wording { title: title.to_owned(), text, formats }
}

#[derive(Default)]
struct Reading {
    text: String,
    /// For each character.
    codes: Vec<u32>,
    /// The elements that are open, with what each adds, and the address of a link.
    open: Vec<(String, u32, Option<String>)>,
}

impl Reading {
    fn all(&mut self, html: &str) {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            self.write(&unescaped(&rest[..start]));
            let Some(length) = end_of_tag(&rest[start..]) else { return };
            let tag = &rest[start + 1..start + length];
            match tag.strip_prefix('/') {
                Some(name) => self.closes(name),
                None => self.opens(tag),
            }
            rest = &rest[start + length + 1..];
        }
        self.write(&unescaped(rest));
    }

    fn write(&mut self, text: &str) {
        let code = self.open.iter().fold(0, |code, (_, bits, _)| {
            let nested = if code & bits & (BULLETS | NUMBERS) == 0 { 0 } else { DEEPER };
            (code | bits) + nested
        });
        let seen = |c: char| if c.is_whitespace() { code & !INLINE } else { code };
        self.codes.extend(text.chars().map(seen));
        self.text.push_str(text);
    }

    fn new_line(&mut self, code: u32) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
            self.codes.push(code);
        }
    }

    fn opens(&mut self, tag: &str) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name == "br" {
            return self.new_line(BREAK);
        }
        let (bits, inline) = match name {
            "strong" => (STRONG, true),
            "em" => (EMPHASIS, true),
            "u" => (UNDERLINE, true),
            "s" => (STRUCK, true),
            "a" => (LINK, true),
            "h2" => (TITLE, false),
            "h3" => (SUBTITLE, false),
            "blockquote" => (QUOTATION, false),
            "ul" => (BULLETS, false),
            "ol" => (NUMBERS, false),
            _ => (0, false),
        };
        if !inline {
            self.new_line(0);
        }
        let aligned = match attribute(attributes, "style") {
            Some("text-align:center") => CENTRE,
            Some("text-align:right") => RIGHT,
            Some("text-align:justify") => JUSTIFIED,
            _ => 0,
        };
        let address = attribute(attributes, "href").filter(|address| name == "a" && !address.is_empty());
        self.open.push((name.to_owned(), bits | aligned, address.map(unescaped)));
    }

    fn closes(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, ..)| open == name) else { return };
        if let Some(address) = self.open.get_mut(at).and_then(|(_, _, address)| address.take()) {
            self.write(&format!(" ({address})"));
        }
        self.open.truncate(at);
        if !matches!(name, "strong" | "em" | "u" | "s" | "a") {
            self.new_line(0);
        }
    }

    /// Without the space around it.
    fn trimmed(self) -> (String, Formats) {
        let before = self.text.chars().take_while(|c| c.is_whitespace()).count();
        let text = self.text.trim().to_owned();
        let mut formats = Formats::default();
        for code in self.codes.into_iter().skip(before).take(text.chars().count()) {
            match formats.last_mut() {
                Some((length, last)) if *last == code => *length += 1,
                _ => formats.push((1, code)),
            }
        }
        (text, formats)
    }
}

/// Where a tag ends: an address in quotes may have a `>` in it.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quoted = false;
    html.char_indices().find_map(|(at, c)| match c {
        '"' => {
            quoted = !quoted;
            None
        }
        '>' if !quoted => Some(at),
        _ => None,
    })
}

/// The value of an attribute, as it stands in its quotes.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = attributes.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::wording;
    use crate::rich_text::clean;

    fn text(html: &str) -> String {
        wording("", html).text
    }

    #[test]
    fn the_address_of_a_link_is_read_too() {
        let html = "<p>Le <a href=\"https://e.fr/?a=1&amp;b=2\" rel=\"nofollow\">plan</a> du <strong>site</strong></p><p>Fin</p>";
        assert_eq!(text(html), "Le plan (https://e.fr/?a=1&b=2) du site\nFin");
        assert_eq!(text("<p>sans <a rel=\"x\">adresse</a>"), "sans adresse");
        assert_eq!(text(clean("<a href=\"https://e.fr/?a>b\">x</a>").as_str()), "x (https://e.fr/?a>b)");
    }

    #[test]
    fn what_looks_different_is_different() {
        let all = [
            "<p>Lundi mardi</p>",
            "<p><strong>Lundi</strong> mardi</p>",
            "<p><em>Lundi</em> mardi</p>",
            "<p><u>Lundi</u> mardi</p>",
            "<p><s>Lundi</s> mardi</p>",
            "<h2>Lundi mardi</h2>",
            "<h3>Lundi mardi</h3>",
            "<ul><li>Lundi mardi</li></ul>",
            "<ul><li><ul><li>Lundi mardi</li></ul></li></ul>",
            "<ol><li>Lundi mardi</li></ol>",
            "<blockquote>Lundi mardi</blockquote>",
            "<p style=\"text-align:center\">Lundi mardi</p>",
            "<p style=\"text-align:right\">Lundi mardi</p>",
        ];
        for (at, one) in all.iter().enumerate() {
            assert_eq!(text(one), "Lundi mardi");
            for other in &all[at + 1..] {
                assert_ne!(wording("", one), wording("", other), "{one} and {other}");
            }
        }
        let left = "<p style=\"text-align:left\"><strong>Lundi </strong>mardi</p>";
        assert_eq!(wording("", all[1]), wording("", left), "a bold space shows nothing");
        assert_ne!(wording("", "<p>a<br>b</p>"), wording("", "<p>a</p><p>b</p>"));
    }

    proptest! {
        /// Each character has one formatting, whatever is written.
        #[test]
        fn every_character_has_its_formatting(
            html in "(<(p|/p|strong|/strong|ul|li|/ul|br|a href=\"https://e\\.fr\"|/a)>|[a-c &<>é\"]{0,3}){0,12}",
        ) {
            let read = wording("", clean(&html).as_str());
            let formatted: u32 = read.formats.iter().map(|(length, _)| length).sum();
            prop_assert_eq!(formatted as usize, read.text.chars().count());
        }
    }
}
