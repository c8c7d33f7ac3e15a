//! Tables for spreadsheets. Text that somebody wrote into a cell must never run as a formula.

/// Tells spreadsheets that the file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes the rows of a table in the format that spreadsheets with French settings read.
pub fn writer(start: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start)
}

/// A cell that no spreadsheet reads as a formula: names come from files that others wrote, and
/// logins from anybody who tries to sign in. A leading apostrophe makes the cell a text, as when it
/// is typed.
///
/// Looking at the first character is not enough: spreadsheets ignore blanks before it, and the
/// reader may have chosen another separator than ours, so that a formula begins in the middle of a
/// cell. A number stays a number, even with a sign: a telephone number is not a formula.
pub fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // Any separator that a spreadsheet may be told to use.
    for piece in text.split_inclusive([';', ',', '\t', '\r', '\n', '|']) {
        if begins_formula(piece) {
            safe.push('\'');
        }
        safe.push_str(piece);
    }
    safe
}

fn begins_formula(piece: &str) -> bool {
    let piece = piece.trim_start_matches(|c: char| c == '"' || is_blank(c));
    let mut rest = piece.chars();
    match rest.next() {
        // Including the full-width characters of East Asian keyboards, which spreadsheets
        // understand too.
        Some('=' | '@' | '＝' | '＠' | '﹦' | '﹫') => true,
        Some('+' | '-' | '−' | '＋' | '－' | '﹢' | '﹣') => !is_number(rest.as_str()),
        _ => false,
    }
}

/// Invisible characters count as blanks too.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// `33 3 87 00 00 00`, `2`, `12,5 ;`: digits, their grouping, and the separator that ends them.
fn is_number(text: &str) -> bool {
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    digit
        && text.chars().all(|c| c.is_ascii_digit() || is_blank(c) || matches!(c, '.' | ',' | ';' | '|' | '"'))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in [
            "=1+1",
            "@SUM(A1)",
            "+SUM(A1)",
            "-A1",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            " =1",
            "\u{a0}\u{202f}=1",
            "\u{feff}=1",
            "\u{200b}@x",
            "\0=1",
            "\"=1",
            "\" =1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://evil.example\")",
            "=WEBSERVICE(\"http://evil.example\")",
            "＝1",
            "＋A1",
            "－A1",
            "＠SUM",
            "﹦1",
            "−A1",
            "--1",
            "-",
            "+",
        ] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn no_formula_begins_in_the_middle_of_a_cell() {
        for (written, safe) in [
            ("Metz,=1", "Metz,'=1"),
            ("Metz; =1", "Metz;' =1"),
            ("\t=1", "\t'=1"),
            ("\r=1", "\r'=1"),
            ("\n =1", "\n' =1"),
            ("Metz\t=1", "Metz\t'=1"),
            ("Metz\n=1", "Metz\n'=1"),
            ("Metz\r\n\"=1", "Metz\r\n'\"=1"),
            ("=a,\"\"=b;+c", "'=a,'\"\"=b;'+c"),
            ("é|=1", "é|'=1"),
        ] {
            assert_eq!(cell(written), safe);
        }
    }

    #[test]
    fn text_that_is_not_a_formula_does_not_change() {
        for plain in [
            "Lycée Jean-Moulin",
            "",
            "a=b",
            "'='",
            "a @ b",
            "-2",
            "-12,5",
            "+33 3 87 00 00 00",
            "+33387000000",
            "03 87 00 00 00",
            "Rôle\u{a0}: Émetteur – administrateur",
            "– tiret",
            "a, b\u{202f}; c",
            "1,-2",
        ] {
            assert_eq!(cell(plain), plain);
        }
    }
}
