use csv::{Position, ReaderBuilder, StringRecord};

use super::{as_text, is_workbook, layout};
use crate::{
    Limits, Place, Problem, Problems, Reason,
    problem::shortened,
    text::{bare, decode, header, is_a_day, mend, spoiled, tidy},
};

/// A column that a table may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    /// Other names of the same column.
    pub aliases: &'static [&'static str],
    pub required: bool,
    /// Holds names or identifiers, of which a spreadsheet may make days: of the class 5-3, 05/03/2026.
    pub named: bool,
}

impl Column {
    pub const fn required(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { name, aliases, required: true, named: false }
    }

    pub const fn optional(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { name, aliases, required: false, named: false }
    }

    #[must_use]
    pub const fn named(self) -> Self {
        Self { named: true, ..self }
    }

    fn is_called(&self, cell: &str) -> bool {
        let cell = header(cell);
        std::iter::once(&self.name).chain(self.aliases).any(|name| header(name) == cell)
    }
}

/// One row: its cells by the position of their column among the wanted ones, tidied.
#[derive(Debug)]
pub struct Line<'l> {
    /// Counted as an editor does.
    pub number: u64,
    cells: &'l [String],
    places: &'l [Vec<usize>],
}

impl Line<'_> {
    /// The first cell of a column; empty when the row or the table has none.
    pub fn get(&self, column: usize) -> &str {
        self.nth(column, 0)
    }

    /// The cell of a column that occurs several times.
    pub fn nth(&self, column: usize, time: usize) -> &str {
        let place = self.places.get(column).and_then(|places| places.get(time));
        place.and_then(|place| self.cells.get(*place)).map_or("", String::as_str)
    }

    /// How often the header has a column.
    pub fn times(&self, column: usize) -> usize {
        self.places.get(column).map_or(0, Vec::len)
    }
}

/// Passes each row of a table to `each`. `false` when it is no such table; `problems` say why.
pub fn for_each_line(
    bytes: &[u8],
    file: &str,
    columns: &[Column],
    limits: Limits,
    problems: &mut Problems,
    each: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> bool {
    let names: Vec<&str> = columns
        .iter()
        .flat_map(|column| std::iter::once(&column.name).chain(column.aliases))
        .copied()
        .collect();
    let place = Place::file(file);
    let text = match text(bytes, &names, limits) {
        Ok(text) => text,
        Err(found) => {
            for (line, reason) in found {
                let place = line.map_or_else(|| place.clone(), |line| place.clone().line(line));
                problems.add(Problem::stops(place, reason));
            }
            return false;
        }
    };
    let layout = layout(&text, &names);
    let places: Vec<Vec<usize>> = columns
        .iter()
        .map(|column| {
            (0..).zip(&layout.cells).filter(|(_, cell)| column.is_called(cell)).map(|(at, _)| at).collect()
        })
        .collect();
    let missing: Vec<String> = columns
        .iter()
        .zip(&places)
        .filter(|(column, places)| column.required && places.is_empty())
        .map(|(column, _)| column.name.to_owned())
        .collect();
    if !missing.is_empty() {
        let found = layout.cells.iter().take(40).map(|cell| shortened(cell)).collect();
        problems.add(Problem::stops(place, Reason::NoHeader { found, missing }));
        return false;
    }
    for cell in layout.cells.iter().filter(|cell| !columns.iter().any(|column| column.is_called(cell))) {
        problems.unknown(cell);
    }
    let identifying = columns.iter().zip(&places).filter(|(column, _)| column.named);
    let identifying: Vec<usize> = identifying.flat_map(|(_, places)| places.iter().copied()).collect();
    let width = layout.cells.len();
    let mut table = Table { file, limits, problems, places: &places, named: &identifying, width };
    table.read(&text, layout.separator, layout.skip, each)
}

type Found = Vec<(Option<u64>, Reason)>;

fn text(bytes: &[u8], names: &[&str], limits: Limits) -> Result<String, Found> {
    let whole = |reason| vec![(None, reason)];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(whole(Reason::EmptyFile));
    }
    if is_workbook(bytes).map_err(whole)? {
        return as_text(bytes, names, limits).map_err(whole);
    }
    let broken =
        |lines: Vec<u64>| lines.into_iter().map(|line| (Some(line), Reason::BrokenEncoding)).collect();
    decode(bytes).map(|decoded| decoded.text.into_owned()).map_err(broken)
}

struct Table<'t> {
    file: &'t str,
    limits: Limits,
    problems: &'t mut Problems,
    places: &'t [Vec<usize>],
    /// Of the columns with names.
    named: &'t [usize],
    width: usize,
}

impl Table<'_> {
    fn read(
        &mut self,
        text: &str,
        separator: u8,
        skip: usize,
        each: &mut dyn FnMut(&Line<'_>, &mut Problems),
    ) -> bool {
        let rest = &text[skip..];
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(rest.as_bytes());
        let mut record = StringRecord::new();
        let mut cells: Vec<String> = Vec::new();
        let (mut counted, mut number) = (0, 1 + ends(&text[..skip]));
        let mut rows = 0;
        let mut first: Option<StringRecord> = None;
        while reader.read_record(&mut record).unwrap_or(false) {
            let offset = usize::try_from(record.position().map_or(0, Position::byte)).unwrap_or(usize::MAX);
            let start = offset
                + rest[offset.min(rest.len())..]
                    .bytes()
                    .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                    .count();
            number += ends(&rest[counted.min(start)..start]);
            counted = start;
            let is_header = first.as_ref().is_none_or(|first| repeats(first, &record));
            if first.is_none() {
                first = Some(record.clone());
            }
            if is_header || record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            rows += 1;
            if rows > self.limits.rows {
                let reason = Reason::TooManyRows { max: self.limits.rows };
                self.problems.add(Problem::stops(Place::file(self.file), reason));
                return false;
            }
            if let Some(reason) = self.row(&record, number, &mut cells) {
                self.problems.add(Problem::skips(Place::file(self.file).line(number), reason));
                continue;
            }
            each(&Line { number, cells: &cells, places: self.places }, self.problems);
        }
        let last = &rest[counted.min(rest.len())..];
        if last.trim_end().contains(['\n', '\r'])
            && last.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
        {
            // The lines that it swallowed must not be taken for missing ones.
            self.problems.add(Problem::stops(Place::file(self.file).line(number), Reason::UnclosedQuote));
            return false;
        }
        true
    }

    /// The tidied cells; the reason when the row is refused. Cells that are missing at the end of a
    /// row are empty.
    fn row(&mut self, record: &StringRecord, number: u64, cells: &mut Vec<String>) -> Option<Reason> {
        cells.clear();
        if record.iter().skip(self.width).any(|cell| !cell.trim().is_empty()) {
            return Some(Reason::WrongFieldCount { found: record.len() as u64, expected: self.width as u64 });
        }
        for (at, cell) in record.iter().map(bare).enumerate() {
            let is_wanted = |_: &Reason| self.places.iter().flatten().any(|place| *place == at);
            let is_no_name = || self.named.contains(&at) && is_a_day(cell);
            let day = || is_no_name().then(|| Reason::Converted { value: shortened(cell) });
            if let Some(reason) = spoiled(cell).filter(is_wanted).or_else(day) {
                // Nobody knows what was meant, and who is left out would leave.
                self.problems.add(Problem::stops(Place::file(self.file).line(number), reason));
            }
            if cell.len() > self.limits.value && cell.chars().count() > self.limits.value {
                return Some(Reason::TooLong { max: self.limits.value as u64 });
            }
            let mended = mend(cell);
            if mended.is_some() {
                self.problems.mended(Place::file(self.file).line(number), cell);
            }
            cells.push(tidy(mended.as_deref().unwrap_or(cell)).into_owned());
        }
        None
    }
}

/// Files that were put one behind the other have their header several times.
fn repeats(first: &StringRecord, record: &StringRecord) -> bool {
    let same = |(one, other): (&str, &str)| {
        let [one, other] = [one, other].map(|cell| cell.trim_matches(['\u{feff}', '"', ' ']));
        one.eq_ignore_ascii_case(other)
    };
    record.len() == first.len() && first.iter().zip(record).all(same)
}

fn ends(text: &str) -> u64 {
    let next = text.bytes().skip(1).map(Some).chain([None]);
    let is_end = |(byte, next): &(u8, Option<u8>)| *byte == b'\n' || *byte == b'\r' && *next != Some(b'\n');
    text.bytes().zip(next).filter(is_end).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column::required("nom", &["Nom de famille"]),
        Column::required("prenom", &[]),
        Column::optional("enfant", &[]).named(),
    ];

    fn rows(text: &[u8]) -> (Vec<String>, Problems) {
        let mut problems = Problems::default();
        let mut rows = Vec::new();
        for_each_line(text, "t.csv", &COLUMNS, Limits::default(), &mut problems, &mut |line, _| {
            let children: Vec<&str> = (0..line.times(2)).map(|time| line.nth(2, time)).collect();
            rows.push(format!("{}:{}/{}/{}", line.number, line.get(0), line.get(1), children.join("+")));
        });
        (rows, problems)
    }

    #[test]
    fn rows_are_read_as_spreadsheets_write_them() {
        let text = "Export du 5 mai;;\n\nNom de famille;Prénom;Enfant;Remarque;Enfant\nMorin;Élise\n;;;;;;\nRoy;Ana;Lou;\"deux\nlignes\";Max;;\nPetit;Léo;;;;trop\nAdam;Zoé\n";
        let (found, problems) = rows(text.as_bytes());
        assert_eq!(found, ["4:Morin/Élise/+", "6:Roy/Ana/Lou+Max", "9:Adam/Zoé/+"]);
        let [problem] = problems.kept() else { panic!("{problems:?}") };
        assert_eq!(
            (problem.place.line, &problem.reason),
            (Some(8), &Reason::WrongFieldCount { found: 6, expected: 5 })
        );
        assert!(problems.unknown_names().contains_key("Remarque"));
    }

    #[test]
    fn headers_that_come_again_and_forced_texts_are_no_names() {
        let (found, problems) = rows(
            "nom;prenom;enfant\nRoy;Ana;=\"007\"\n\u{feff}Nom;Prenom;ENFANT\nAdam;Lou;\"=\"\"08\"\"\"\n"
                .as_bytes(),
        );
        assert_eq!(found, ["2:Roy/Ana/007", "4:Adam/Lou/08"], "two files, one behind the other");
        assert_eq!(problems.kept(), []);
    }

    #[test]
    fn a_space_before_quotes_is_no_part_of_a_name() {
        let (found, problems) = rows(b"nom, prenom, enfant\n\"Roy\", \"Ana\", \"Lou\"\n");
        assert_eq!(found, ["2:Roy/Ana/Lou"]);
        assert_eq!(problems.kept(), []);
    }

    #[test]
    fn lines_may_end_as_an_old_mac_ends_them() {
        let (found, _) = rows(b"Liste\r\rnom;prenom\rRoy;Ana\r");
        assert_eq!(found, ["4:Roy/Ana/"]);
        assert_eq!(rows(b"nom;prenom\r\nRoy;Ana\r\nAdam;Lou\r\n").0, ["2:Roy/Ana/", "3:Adam/Lou/"]);
    }

    #[test]
    fn a_name_in_quotes_moves_no_column() {
        let (found, problems) = rows("\"Titre; court\";nom;\"pré\nnom\"\nMme;Roy;Ana\n".as_bytes());
        assert_eq!(found, ["3:Roy/Ana/"]);
        assert_eq!(problems.kept(), []);
    }

    #[test]
    fn doubled_accents_are_mended_and_told() {
        let (found, problems) = rows("nom;prenom\nMorin;Ã‰lise\nRoy;Zoé\n".as_bytes());
        assert_eq!(found, ["2:Morin/Élise/", "3:Roy/Zoé/"]);
        assert_eq!(problems.mended_total(), 1);
    }

    #[test]
    fn what_a_spreadsheet_spoiled_stops_the_reading() {
        let (_, problems) = rows("nom;prenom;enfant;téléphone\nRoy;Ana;6,00E+03;3,36E+10\n".as_bytes());
        let [problem] = problems.kept() else { panic!("{problems:?}") };
        let value = "6,00E+03".to_owned();
        assert_eq!((problem.place.line, &problem.reason), (Some(2), &Reason::Converted { value }));
        assert!(problems.stops());
        assert!(rows(b"nom;prenom\n#N/A;Ana\n").1.stops());
        let (_, problems) = rows(b"nom;prenom;enfant;naissance\nRoy;05-mars;03-avr;05/03/2016\n");
        let [problem] = problems.kept() else { panic!("{problems:?}") };
        assert_eq!(problem.reason, Reason::Converted { value: "03-avr".to_owned() });
        assert!(problems.stops(), "3-4 was typed");
    }

    #[test]
    fn what_is_no_such_table_says_what_was_found() {
        let (_, problems) = rows(b"Matricule;Patronyme\n1;Roy\n");
        let found = vec!["Matricule".to_owned(), "Patronyme".to_owned()];
        let missing = vec!["nom".to_owned(), "prenom".to_owned()];
        assert_eq!(problems.kept()[0].reason, Reason::NoHeader { found, missing });
        let (_, problems) = rows(b"nom;prenom\n\"Roy;Ana\nAdam;Lou\n");
        assert_eq!(problems.kept()[0].reason, Reason::UnclosedQuote);
        assert_eq!(rows(b" \n").1.kept()[0].reason, Reason::EmptyFile);
    }
}
