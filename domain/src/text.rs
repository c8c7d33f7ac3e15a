//! Text as people type and paste it. It is cleaned where it enters: nobody can find, and take away, a
//! sign that shows nothing.

mod cut;

use std::{iter::Peekable, str::Chars};

pub use cut::beginning;

/// The text with one kind of line break, and without signs that show nothing: control characters,
/// blanks without a width, soft hyphens, and those that turn the direction of what follows. Cleaning
/// twice changes nothing.
pub fn cleaned(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    // A flag of a region is a black flag, and tags that spell its name.
    let mut in_flag = false;
    // Of each change of direction that has begun in this line, whether it stays.
    let mut turned: Vec<bool> = Vec::new();
    while let Some(c) = rest.next() {
        match c {
            '\u{202a}' | '\u{202b}' => turned.push(true),
            '\u{202d}' | '\u{202e}' => turned.push(false),
            // What ends a change of direction goes with what began it.
            '\u{202c}' if turned.pop() == Some(false) => continue,
            '\n' | '\r' => turned.clear(),
            _ => {}
        }
        let is_tag = ('\u{e0000}'..='\u{e007f}').contains(&c);
        if c == '\r' {
            rest.next_if_eq(&'\n');
            text.push('\n');
        } else if breaks_line(c) {
            text.push('\n');
        } else if c == '\u{1e}' {
            // Word writes its hyphen that does not break so.
            text.push('\u{2011}');
        } else if is_tag && in_flag || !is_tag && !shows_nothing_and_goes(c) {
            text.push(sign_of_word(c));
        } else {
            continue;
        }
        in_flag = c == '\u{1f3f4}' || is_tag && in_flag;
    }
    text
}

/// [`cleaned`] HTML: a line break inside its text becomes an element, because HTML shows none other.
pub fn cleaned_html(raw: &str) -> String {
    let mut html = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let (before, after) = rest.split_at(start);
        html.push_str(before);
        let inside_tag = html.rfind('<') > html.rfind('>');
        html.push_str(if inside_tag { " " } else { "<br>" });
        rest = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    html.push_str(rest);
    cleaned(&html)
}

/// A name of the directory as people read it. It is kept with the straight apostrophe, by which names are
/// compared, and stands beside sentences that have the other one.
pub fn apostrophes(name: &str) -> String {
    name.chars().map(|sign| if sign == '\'' { '’' } else { sign }).collect()
}

/// The text as French sets it: the blank before `?`, `!`, `;`, `:` and inside « » becomes a narrow one
/// that breaks no line. Only a blank that somebody typed is replaced, so addresses and times stay. For
/// what is shown, never for what is stored; it may also be HTML.
pub fn french_spaces(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = None;
    // The addresses of links stay as they are.
    let mut in_tag = false;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let is_in_tag = in_tag || c == '<' && next.is_some_and(begins_tag);
        in_tag = is_in_tag && c != '>';
        let closes =
            || next_shown(rest.clone()).is_some_and(|next| matches!(next, '?' | '!' | ';' | ':' | '»'));
        let is_set = c == ' ' && !is_in_tag && (before == Some('«') || closes());
        shown.push(if is_set { NARROW } else { c });
        if !is_in_tag {
            before = Some(c);
        }
    }
    shown
}

/// What follows a `<` that begins an element, or ends one.
const fn begins_tag(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '/'
}

/// The next sign that is read. It may be in bold, or the one before it: at most four short elements are
/// passed over.
fn next_shown(mut rest: Peekable<Chars<'_>>) -> Option<char> {
    for _ in 0..4 {
        if rest.peek() != Some(&'<') {
            break;
        }
        let mut ahead = rest.clone();
        ahead.next();
        let is_tag = ahead.peek().copied().is_some_and(begins_tag);
        if !is_tag || !ahead.by_ref().take(LONGEST_MARK).any(|c| c == '>') {
            break;
        }
        rest = ahead;
    }
    rest.next()
}

/// Of the elements that mark a few words, such as `/strong>`.
const LONGEST_MARK: usize = 10;

/// The narrow no-break space.
const NARROW: char = '\u{202f}';

/// Whether nothing of it can be seen.
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || shows_nothing_and_goes(c) || shows_nothing_alone(c))
}

/// The line breaks of word processors, presentations and other systems.
pub const fn breaks_line(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What Word draws with a font of signs and copies as characters that nobody else can read: arrows, faces,
/// ticks, boxes and dots.
const fn sign_of_word(c: char) -> char {
    match c {
        '\u{f04a}' => '☺',
        '\u{f04b}' => '😐',
        '\u{f04c}' => '☹',
        '\u{f06f}' | '\u{f0a8}' => '☐',
        '\u{f0a7}' => '▪',
        '\u{f0b7}' => '•',
        '\u{f0d8}' => '➢',
        '\u{f0df}' => '←',
        '\u{f0e0}' => '→',
        '\u{f0e8}' => '⇒',
        '\u{f0f3}' => '⇔',
        '\u{f0fb}' => '✗',
        '\u{f0fc}' => '✓',
        '\u{f0fd}' => '☒',
        '\u{f0fe}' => '☑',
        _ => c,
    }
}

/// Signs that show nothing, wherever they stand.
fn shows_nothing_and_goes(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{202d}' | '\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}'
    ) || c.is_control() && c != '\n' && c != '\t'
}

/// Signs that join, turn or vary others, and blanks that count as letters.
const fn shows_nothing_alone(c: char) -> bool {
    matches!(
        c,
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2065}'..='\u{2069}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_any_program_become_line_breaks() {
        assert_eq!(cleaned("a\r\nb\rc\u{b}d\u{c}e\u{2028}f\u{2029}g\u{85}h\ni"), "a\nb\nc\nd\ne\nf\ng\nh\ni");
        assert_eq!(
            cleaned_html("<p>a\u{b}b</p><a href=\"x\u{c}y\">c</a>"),
            "<p>a<br>b</p><a href=\"x y\">c</a>"
        );
    }

    #[test]
    fn signs_that_show_nothing_go() {
        assert_eq!(cleaned("\u{feff}par\u{ad}ents\u{200b} \0du\u{2060} 1\u{202e}2\u{1b}"), "parents du 12");
        assert_eq!(cleaned("\u{202e}21\u{202c} \u{202b}אב\u{202c}"), "21 \u{202b}אב\u{202c}");
        assert_eq!(cleaned("\u{202e}\u{202b}אב\u{202c}1\u{202c}2"), "\u{202b}אב\u{202c}12", "one in another");
        assert_eq!(cleaned("\u{202e}1\n\u{202b}אב\u{202c}"), "1\n\u{202b}אב\u{202c}", "a line ends it");
        assert_eq!(cleaned("\u{202d}1 \u{202b}אב\u{202c} 2\u{202c}"), "1 \u{202b}אב\u{202c} 2");
    }

    #[test]
    fn the_hyphen_of_word_stays_a_hyphen() {
        assert_eq!(cleaned("Jean\u{1e}Marc, pa\u{1f}rents"), "Jean\u{2011}Marc, parents");
        assert_eq!(cleaned_html("<p>Jean\u{1e}Marc</p>"), "<p>Jean\u{2011}Marc</p>");
        assert!(!shows_nothing(&cleaned("\u{1e}")));
    }

    #[test]
    fn signs_of_word_can_be_read() {
        assert_eq!(cleaned("8 h \u{f0e0} 9 h \u{f04a}\n\u{f0b7} rendu \u{f0fc}"), "8 h → 9 h ☺\n• rendu ✓");
        assert_eq!(cleaned_html("<p>8 h \u{f0e0} 9 h</p>"), "<p>8 h → 9 h</p>");
    }

    #[test]
    fn what_joins_or_turns_letters_stays() {
        for kept in [
            "👩‍👩‍👧",
            "❤\u{fe0f}",
            "می\u{200c}خواهم",
            "abc \u{2067}שלום\u{2069}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        ] {
            assert_eq!(cleaned(kept), kept);
            assert!(!shows_nothing(kept));
        }
        assert_eq!(cleaned("a\u{e0067}b"), "ab", "tags hide words where there is no flag");
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for blank in [
            "",
            " \n\t",
            "\u{200b}",
            "\u{200d}\u{200e}",
            "\u{a0}\u{3000}",
            "\u{2800}\u{3164}",
            "\u{fe0f}",
            "\0\u{b}",
        ] {
            assert!(shows_nothing(blank), "{blank:?}");
        }
    }

    #[test]
    fn punctuation_never_begins_a_line() {
        for (typed, shown) in [
            ("Sortie à 8 h : prêts ?", "Sortie à 8 h\u{202f}: prêts\u{202f}?"),
            ("« Bravo ! »", "«\u{202f}Bravo\u{202f}!\u{202f}»"),
            ("<p>Oui !</p>", "<p>Oui\u{202f}!</p>"),
            ("<a href=\"/a ?b\">Vu ?</a> 2 < 3 !", "<a href=\"/a ?b\">Vu\u{202f}?</a> 2 < 3\u{202f}!"),
            ("Vu <strong>!</strong>", "Vu\u{202f}<strong>!</strong>"),
            ("<strong>Vu </strong>!", "<strong>Vu\u{202f}</strong>!"),
            ("«<em> Bravo </em>»", "«<em>\u{202f}Bravo\u{202f}</em>»"),
            ("Vu <br>: 2 <3 !", "Vu\u{202f}<br>: 2 <3\u{202f}!"),
            ("a\u{a0}; b", "a\u{a0}; b"),
            ("Ready? At 12:30, https://a.fr/?b", "Ready? At 12:30, https://a.fr/?b"),
            ("", ""),
        ] {
            assert_eq!(french_spaces(typed), shown);
            assert_eq!(french_spaces(shown), shown, "once is enough");
        }
    }
}
