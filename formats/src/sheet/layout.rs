use csv::{ByteRecord, ReaderBuilder};

use crate::text::header;

/// Lines and bytes of a file among which the header is searched for: titles may stand above it.
const LINES: usize = 30;
const BYTES: usize = 64 << 10;
const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Where a table begins in a text, and how its cells are separated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub separator: u8,
    /// Bytes before the header.
    pub skip: usize,
    /// How many of the wanted columns the header has.
    pub matched: usize,
    /// The cells of the header, as written.
    pub cells: Vec<String>,
}

/// The line among the first ones that has the most of these columns; case, accents, spaces and
/// punctuation do not count. Without any match, the first line and its most frequent separator.
pub fn layout(text: &str, columns: &[&str]) -> Layout {
    let wanted: Vec<String> = columns.iter().map(|column| header(column)).collect();
    let mut best: Option<Layout> = None;
    let (declared, start) = declared(text);
    let mut skip = start;
    for line in text[start..].split_inclusive(['\n', '\r']).take(2 * LINES) {
        if skip > BYTES {
            break;
        }
        for separator in SEPARATORS.into_iter().filter(|known| declared.is_none_or(|only| only == *known)) {
            let (matched, cells) = header_cells(&text[skip..], line, separator, &wanted);
            if matched > best.as_ref().map_or(0, |best| best.matched) {
                best = Some(Layout { separator, skip, matched, cells });
            }
        }
        skip += line.len();
    }
    best.unwrap_or_else(|| {
        let line = text[start..].split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
        let count = |separator: &u8| line.bytes().filter(|byte| byte == separator).count();
        // Of those that occur equally often, the first one.
        let likely = SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b';');
        let separator = declared.unwrap_or(likely);
        Layout { separator, skip: start, matched: 0, cells: cells(line, separator) }
    })
}

/// The cells of the line that `text` begins with, and how many of them are wanted. A name in quotes may hold
/// a separator or go on in the next line.
fn header_cells(text: &str, line: &str, separator: u8, wanted: &[String]) -> (usize, Vec<String>) {
    let plain = cells(line, separator);
    let found = matched(wanted, &plain);
    if !line.contains('"') {
        return (found, plain);
    }
    let start = &text.as_bytes()[..text.len().min(BYTES)];
    let mut reader = ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(start);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).unwrap_or(false) {
        return (found, plain);
    }
    let quoted: Vec<String> = record.iter().map(|cell| trimmed(&String::from_utf8_lossy(cell))).collect();
    let more = matched(wanted, &quoted);
    if more >= found { (more, quoted) } else { (found, plain) }
}

fn matched(wanted: &[String], cells: &[String]) -> usize {
    wanted.iter().filter(|name| cells.iter().any(|cell| header(cell) == **name)).count()
}

fn trimmed(cell: &str) -> String {
    cell.trim().trim_matches('"').trim().to_owned()
}

/// `sep=;` in the first line is an instruction for a spreadsheet, and no row.
fn declared(text: &str) -> (Option<u8>, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let named = line.trim().trim_matches('"').to_ascii_lowercase();
    match named.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) if SEPARATORS.contains(separator) => (Some(*separator), line.len()),
        // A tab is trimmed away.
        Some([]) => (Some(b'\t'), line.len()),
        _ => (None, 0),
    }
}

fn cells(line: &str, separator: u8) -> Vec<String> {
    line.trim_end_matches(['\r', '\n']).split(char::from(separator)).map(trimmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["identifiant", "nom", "prenom"];

    #[test]
    fn the_header_is_found_under_titles_whatever_the_separator() {
        for (text, separator, skip) in [
            ("identifiant;nom;prenom\n", b';', 0),
            ("identifiant,nom,prenom\n", b',', 0),
            ("Identifiant\tNOM\tPrénom\r\n", b'\t', 0),
            ("sep=;\r\nidentifiant;nom;prenom\n", b';', 7),
            ("sep=,\nidentifiant,nom,prenom\n", b',', 6),
            ("Liste, des usagers;;\n\nidentifiant;nom;prenom\n", b';', 22),
            ("\"Identifiant\";\"Nom\";\"Prénom\"\n", b';', 0),
        ] {
            let found = layout(text, &COLUMNS);
            assert_eq!((found.separator, found.skip, found.matched), (separator, skip, 3), "{text:?}");
        }
    }

    #[test]
    fn names_in_quotes_may_hold_separators_and_ends_of_lines() {
        for (text, cells) in [
            (
                "\"Titre; court\";identifiant;nom;prenom\n",
                vec!["Titre; court", "identifiant", "nom", "prenom"],
            ),
            (
                "identifiant;\"classe\nou groupe\";nom;prenom\n",
                vec!["identifiant", "classe\nou groupe", "nom", "prenom"],
            ),
            (
                "Liste\nidentifiant;nom;prenom;\"né,\r\nle\"\n",
                vec!["identifiant", "nom", "prenom", "né,\r\nle"],
            ),
        ] {
            let found = layout(text, &COLUMNS);
            assert_eq!(
                (found.matched, found.cells),
                (3, cells.into_iter().map(str::to_owned).collect()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn without_a_header_the_first_line_is_shown() {
        let found = layout("a;b;c\n1;2;3\n", &COLUMNS);
        assert_eq!((found.separator, found.skip, found.matched), (b';', 0, 0));
        assert_eq!(found.cells, ["a", "b", "c"]);
        assert_eq!(layout("", &COLUMNS).matched, 0);
    }
}
