use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form in which names are stored and compared: composed letters (NFC), one plain space
/// between words and none around, straight apostrophes and hyphens, no invisible signs.
pub fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    let mut space = false;
    for sign in text.nfc() {
        if is_invisible(sign) {
            continue;
        }
        if sign.is_whitespace() {
            space = !tidied.is_empty();
            continue;
        }
        if space {
            tidied.push(' ');
            space = false;
        }
        tidied.push(plain(sign));
    }
    Cow::Owned(tidied)
}

fn is_tidy(text: &str) -> bool {
    let plain_letters = if text.is_ascii() {
        !text.bytes().any(|byte| byte.is_ascii_control() || byte == b'`')
    } else {
        is_nfc(text) && !text.chars().any(|sign| is_invisible(sign) || plain(sign) != sign || odd_space(sign))
    };
    plain_letters && text.trim().len() == text.len() && !text.contains("  ")
}

fn odd_space(sign: char) -> bool {
    sign.is_whitespace() && sign != ' '
}

const fn plain(sign: char) -> char {
    match sign {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{b4}' | '`' | '\u{2032}'
        | '\u{ff07}' | '\u{91}' | '\u{92}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        // Letters of Windows-1252 in a text that says it is ISO-8859.
        '\u{8c}' => 'Œ',
        '\u{9c}' => 'œ',
        '\u{9f}' => 'Ÿ',
        _ => sign,
    }
}

/// Zero-width signs, marks of direction, soft hyphens, byte order marks.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// What two spellings of the same thing have in common: tidy, in lower case, without accents, and without
/// what word processors make of plain signs (raised letters, ligatures, dashes).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in tidy(text).nfkd().flat_map(char::to_lowercase) {
        match sign {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '\u{2013}'..='\u{2015}' => folded.push('-'),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            _ if is_mark(sign) => {}
            _ => folded.push(sign),
        }
    }
    folded
}

fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}

/// `="007"` keeps a spreadsheet from reading a number; what is meant stands inside. So it is in `"Roy"`, which is
/// left of quotes with a space before them.
pub fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let begun = cell.strip_prefix("=\"").or_else(|| cell.strip_prefix('"'));
    begun.and_then(|rest| rest.strip_suffix('"')).filter(|inside| !inside.contains('"')).unwrap_or(cell)
}

/// A name of a column: folded, only its letters and digits. `Né(e) le *` is `neele`.
pub fn header(text: &str) -> String {
    fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_that_look_alike_become_one() {
        let head = "Chef d'établissement";
        for twin in [
            "Chef d’établissement",
            "Chef\u{a0}d'établissement",
            " Chef  d'établissement ",
            "Chef d'e\u{301}tablissement",
            "Chef d'\u{200b}établissement",
            "Chef d`établissement",
        ] {
            assert_eq!(tidy(twin), head, "{twin:?}");
        }
        assert_eq!(tidy("1re\u{202f}générale"), "1re générale");
        assert_eq!(tidy("Jean\u{2011}Luc"), "Jean-Luc");
        assert!(matches!(tidy(head), Cow::Borrowed(_)));
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("ÉLÈVE"), fold("eleve"));
        assert_eq!(fold("Cœur"), "coeur");
        // As LibreOffice and Word write them by themselves.
        assert_eq!(fold("1ʳᵉ"), fold("1re"));
        assert_eq!(fold("2de – section “sport”"), fold("2DE - section \"sport\""));
        assert_eq!(fold("Gestion ﬁnancière…"), fold("gestion financiere..."));
        assert_eq!(header("Né(e) le *"), "neele");
        assert_eq!(header("Sous-niveau"), header("sous_niveau"));
    }

    #[test]
    fn texts_that_a_spreadsheet_must_not_read_as_numbers_are_bare() {
        for (cell, text) in [
            ("=\"007\"", "007"),
            (" =\"007\" ", "007"),
            ("=\"\"", ""),
            ("=\"", "=\""),
            ("=1+1", "=1+1"),
            (" \"Roy\"", "Roy"),
            ("\"Roy\" et \"Adam\"", "\"Roy\" et \"Adam\""),
            ("\"", "\""),
            ("Roy", "Roy"),
        ] {
            assert_eq!(bare(cell), text, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = tidy(&text).into_owned();
            prop_assert_eq!(tidy(&once).into_owned(), once);
        }
    }
}
