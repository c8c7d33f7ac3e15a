use std::{cell::Cell as Counter, cmp::Ordering, io::Cursor, rc::Rc};

use calamine::{Reader as _, SheetVisible, Xlsx};

use super::{
    cells::{Faults, cells},
    layout::{Layout, layout},
};
use crate::{
    Limits, Reason,
    archive::{Source, reason_of},
    problem::{Container, shortened},
    text::header,
};

/// Sheets of a workbook that are looked at.
const SHEETS: usize = 20;

/// Whether bytes are a workbook that can be read; the reason, when it is one of another kind.
pub fn is_workbook(bytes: &[u8]) -> Result<bool, Reason> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Reason::Unsupported(Container::OldWorkbook));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(false);
    }
    let start = &bytes[..bytes.len().min(4_096)];
    let holds = |name: &[u8]| start.windows(name.len()).any(|window| window == name);
    if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Err(Reason::Unsupported(Container::OpenDocument));
    }
    Ok(holds(b"[Content_Types].xml") || holds(b"xl/") || holds(b"_rels/"))
}

/// The sheet of a workbook that has the most of these columns, as text separated by `;`: row 12 of
/// the sheet is line 12 of the text. Two that fit equally well are refused: reading one of them would
/// leave out whoever is on the other.
pub fn as_text(bytes: &[u8], columns: &[&str], limits: Limits) -> Result<String, Reason> {
    unpack(bytes, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Reason::BrokenArchive)?;
    let mut best: Option<Sheet> = None;
    let mut same: Vec<String> = Vec::new();
    for name in shown(&book).into_iter().take(SHEETS) {
        let found = sheet(&mut book, name, columns, limits)?;
        match best.as_ref().map(|best| (found.rank().cmp(&best.rank()), found.text == best.text)) {
            None | Some((Ordering::Greater, _)) => {
                same.clear();
                best = Some(found);
            }
            Some((Ordering::Equal, false)) => same.push(shortened(&found.name)),
            Some(_) => {}
        }
    }
    let best = best.ok_or(Reason::EmptyFile)?;
    if !same.is_empty() && best.is_table() {
        same.insert(0, shortened(&best.name));
        return Err(Reason::SeveralSheets { names: same });
    }
    best.readable(columns)
}

/// Passes on the name and the text of each sheet that people see, one after the other: each may be as long as
/// a file.
pub fn each_sheet(bytes: &[u8], limits: Limits, each: &mut dyn FnMut(&str, &str)) -> Result<(), Reason> {
    unpack(bytes, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Reason::BrokenArchive)?;
    for name in shown(&book).into_iter().take(SHEETS) {
        let text = cells(&mut book, &name, limits, &mut Faults::default())?;
        each(&name, &text);
    }
    Ok(())
}

/// The sheets that people see. Hidden ones are old copies, or lists to choose from.
fn shown(book: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let all = book.sheets_metadata();
    let visible = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    if visible.is_empty() { book.sheet_names() } else { visible }
}

/// One sheet, as text.
struct Sheet {
    name: String,
    text: String,
    faults: Faults,
    layout: Layout,
}

impl Sheet {
    /// How well it fits: by its columns, then by having rows under them.
    fn rank(&self) -> (usize, bool) {
        (self.layout.matched, self.has_rows())
    }

    fn has_rows(&self) -> bool {
        let lines = self.text[self.layout.skip..].lines();
        lines.filter(|line| !line.trim().is_empty()).nth(1).is_some()
    }

    fn is_table(&self) -> bool {
        self.layout.matched > 1 && self.has_rows()
    }

    /// The text, unless a column that is wanted has a fault; what stands in others is not read.
    fn readable(self, columns: &[&str]) -> Result<String, Reason> {
        let is_wanted = |at: usize| {
            let cell = self.layout.cells.get(at).map(|cell| header(cell));
            cell.is_some_and(|cell| columns.iter().any(|column| header(column) == cell))
        };
        match self.faults.iter().find(|(at, _)| is_wanted(**at)) {
            Some((_, reason)) => Err(reason.clone()),
            None => Ok(self.text),
        }
    }
}

/// Unpacks everything once, to nowhere: the bounds hold before a cell is read.
fn unpack(bytes: &[u8], limits: Limits) -> Result<(), Reason> {
    let files = vec![("classeur.zip".to_owned(), bytes.to_vec())];
    let mut source = Source::memory(files, limits).map_err(|problem| problem.reason)?;
    let total = Rc::<Counter<u64>>::default();
    for entry in source.entries().to_vec() {
        let mut stream = source.open(&entry, &total).map_err(|problem| problem.reason)?;
        std::io::copy(&mut stream, &mut std::io::sink()).map_err(|error| reason_of(&error))?;
    }
    Ok(())
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    columns: &[&str],
    limits: Limits,
) -> Result<Sheet, Reason> {
    let mut faults = Faults::default();
    let text = cells(book, &name, limits, &mut faults)?;
    let layout = layout(&text, columns);
    Ok(Sheet { name, text, faults, layout })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;
    use crate::{format::Format, recognise::recognise_entry};

    fn book(sheet: &str) -> Vec<u8> {
        book_of(&[("Feuil1", "visible", sheet)])
    }

    /// Sheets, each with its name, its state and its rows.
    fn book_of(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |inside: &str| {
            format!("<Relationships xmlns=\"{package}/relationships\">{inside}</Relationships>")
        };
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{document}/{kind}\" Target=\"{target}\"/>")
        };
        let (mut list, mut targets) = (String::new(), String::new());
        for (number, (name, state, _)) in (1..).zip(sheets) {
            list.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"r{number}\"/>"
            ));
            let (id, target) = (format!("r{number}"), format!("worksheets/sheet{number}.xml"));
            targets.push_str(&relation(&id, "worksheet", &target));
        }
        let types = "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
        let mut files = vec![
            (
                "[Content_Types].xml".to_owned(),
                format!("<?xml version=\"1.0\"?><Types xmlns=\"{package}/content-types\">{types}</Types>"),
            ),
            ("_rels/.rels".to_owned(), relations(&relation("r1", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml".to_owned(),
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets>{list}</sheets></workbook>"
                ),
            ),
            ("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)),
        ];
        let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0000000\"/></numFmts>\
            <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"11\"/><xf numFmtId=\"164\"/></cellXfs>";
        files.push((
            "xl/styles.xml".to_owned(),
            format!("<styleSheet xmlns=\"{main}\">{styles}</styleSheet>"),
        ));
        for (number, (_, _, rows)) in (1..).zip(sheets) {
            let (rows, merged) = rows.find("<mergeCells>").map_or((*rows, ""), |at| rows.split_at(at));
            let text =
                format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
            files.push((format!("xl/worksheets/sheet{number}.xml"), text));
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(name, SimpleFileOptions::default()).expect("starts");
            writer.write_all(text.as_bytes()).expect("writes");
        }
        writer.finish().expect("ends").into_inner()
    }

    fn cell(at: &str, text: &str) -> String {
        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn a_workbook_becomes_lines_with_the_numbers_of_its_rows() {
        let rows = format!(
            "<row r=\"1\">{}</row><row r=\"3\">{}{}</row><row r=\"4\"><c r=\"A4\"><v>1234567</v></c>{}</row>",
            cell("A1", "Liste"),
            cell("A3", "identifiant"),
            cell("C3", "nom"),
            cell("C4", "L;B")
        );
        let bytes = book(&rows);
        assert_eq!(is_workbook(&bytes), Ok(true));
        let text = as_text(&bytes, &["identifiant", "nom"], Limits::default());
        assert_eq!(text.as_deref(), Ok("Liste\n\nidentifiant;;nom\n1234567;;\"L;B\"\n"));
    }

    #[test]
    fn numbers_dates_and_answers_are_written_as_people_read_them() {
        let row = "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2016-03-05T00:00:00</v></c><c r=\"B1\" t=\"b\"><v>1</v></c>\
            <c r=\"C1\"><v>123456789012345</v></c><c r=\"D1\" t=\"str\"><v>06</v></c></row>";
        let text = as_text(&book(row), &["nom"], Limits::default());
        assert_eq!(text.as_deref(), Ok("2016-03-05;oui;123456789012345;06\n"));
    }

    #[test]
    fn a_merged_cell_stands_in_each_of_its_rows() {
        let row = |number: u32, texts: &[&str]| {
            let cells = ('A'..).zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), text));
            format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
        };
        let rows = [
            row(1, &["identifiant", "nom", "classe"]),
            row(2, &["e1", "Roy", "6e A"]),
            row(3, &["e2", "Adam"]),
            row(4, &["e3", "Petit"]),
            row(6, &["e4", "Morin"]),
        ];
        let merged = "<mergeCells><mergeCell ref=\"C2:C5\"/></mergeCells>";
        let text = as_text(&book(&(rows.concat() + merged)), &["identifiant", "classe"], Limits::default());
        let expected =
            "identifiant;nom;classe\ne1;Roy;6e A\ne2;Adam;6e A\ne3;Petit;6e A\n\ne4;Morin\n".to_owned();
        assert_eq!(text, Ok(expected), "a row without anything else stays empty");
    }

    #[test]
    fn numbers_that_were_no_numbers_are_refused() {
        let read = |number: &str| {
            let head = format!("<row r=\"1\">{}</row>", cell("A1", "classe"));
            let rows = format!("{head}<row r=\"2\"><c r=\"A2\"{number}</c></row>");
            as_text(&book(&rows), &["classe"], Limits::default())
        };
        let converted = |value: &str| Err(Reason::Converted { value: value.to_owned() });
        assert_eq!(read(" s=\"1\"><v>6000</v>"), converted("6000"), "6E3 was typed");
        assert_eq!(read("><v>6000</v>").as_deref(), Ok("classe\n6000\n"));
        assert_eq!(read(" s=\"2\"><v>12345</v>").as_deref(), Ok("classe\n0012345\n"), "as people see it");
        assert_eq!(read(" s=\"2\"><v>123456789</v>").as_deref(), Ok("classe\n123456789\n"));
        assert_eq!(read(" s=\"2\"><v>-5</v>").as_deref(), Ok("classe\n-5\n"));
        assert_eq!(read("><v>1234567890123450</v>"), converted("1234567890123450"), "the last digit is lost");
        assert_eq!(read("><v>123456789012345</v>").as_deref(), Ok("classe\n123456789012345\n"));
    }

    #[test]
    fn errors_of_formulas_count_in_the_columns_that_are_read() {
        let fault = |at: &str| format!("<c r=\"{at}\" t=\"e\"><v>#N/A</v></c>");
        let rows = |cells: &str| {
            let head = format!("{}{}", cell("A1", "nom"), cell("B1", "remarque"));
            format!("<row r=\"1\">{head}</row><row r=\"2\">{cells}</row>")
        };
        let refused = as_text(&book(&rows(&fault("A2"))), &["nom"], Limits::default());
        assert!(matches!(refused, Err(Reason::BadCell { .. })), "{refused:?}");
        let beside = rows(&format!("{}{}", cell("A2", "Roy"), fault("B2")));
        let read = as_text(&book(&beside), &["nom"], Limits::default());
        assert_eq!(read.as_deref(), Ok("nom;remarque\nRoy;#N/A\n"), "nobody reads the remarks");
        let wrong = rows(&fault("A2"));
        let sound = format!("<row r=\"1\">{}{}</row>", cell("A1", "nom"), cell("B1", "prenom"));
        let sheets = [("Calculs", "visible", wrong.as_str()), ("Liste", "visible", sound.as_str())];
        let read = as_text(&book_of(&sheets), &["nom", "prenom"], Limits::default());
        assert_eq!(read.as_deref(), Ok("nom;prenom\n"), "on another sheet");
    }

    #[test]
    fn the_sheet_that_is_meant_is_visible_and_alone() {
        let table = |name: &str| {
            let head = format!("{}{}", cell("A1", "nom"), cell("B1", "prenom"));
            let row = format!("{}{}", cell("A2", name), cell("B2", "Ana"));
            format!("<row r=\"1\">{head}</row><row r=\"2\">{row}</row>")
        };
        let (old, new) = (table("Ancien"), table("Roy"));
        let head = new.split("<row r=\"2\">").next().unwrap_or_default().to_owned();
        let read =
            |sheets: &[(&str, &str, &str)]| as_text(&book_of(sheets), &["nom", "prenom"], Limits::default());
        let expected = Ok("nom;prenom\nRoy;Ana\n".to_owned());
        for state in ["hidden", "veryHidden"] {
            let sheets = [("Copie", state, old.as_str()), ("Liste", "visible", new.as_str())];
            assert_eq!(read(&sheets), expected, "{state}");
        }
        let empty = [("Modèle", "visible", head.as_str()), ("Liste", "visible", new.as_str())];
        assert_eq!(read(&empty), expected, "a header alone");
        let twice = [("Liste", "visible", new.as_str()), ("Copie", "visible", new.as_str())];
        assert_eq!(read(&twice), expected, "the same once more");
        let by_class = [("6e A", "visible", new.as_str()), ("6e B", "visible", old.as_str())];
        let names = vec!["6e A".to_owned(), "6e B".to_owned()];
        assert_eq!(read(&by_class), Err(Reason::SeveralSheets { names }), "a sheet for each class");
    }

    #[test]
    fn a_cell_far_away_takes_no_memory() {
        let far = format!("<row r=\"1\">{}</row>", cell("XFD1", "x"));
        assert_eq!(
            as_text(&book(&far), &["nom"], Limits::default()),
            Err(Reason::TooManyColumns { max: 400 })
        );
    }

    #[test]
    fn a_workbook_is_told_by_its_columns() {
        let rows = format!(
            "<row r=\"1\">{}{}{}</row><row r=\"2\">{}</row>",
            cell("A1", "Identifiant"),
            cell("B1", "Nom"),
            cell("C1", "Prénom"),
            cell("A2", "e1")
        );
        let found = |rows: &str| {
            let files = vec![("export.xlsx".to_owned(), book(rows))];
            let mut source = Source::memory(files, Limits::default()).expect("a file");
            let entry = source.entries()[0].clone();
            recognise_entry(&mut source, &entry).map_err(|problem| problem.reason)
        };
        assert_eq!(found(&rows), Ok(Format::People));
        let other = format!("<row r=\"2\">{}</row>", cell("A2", "Menus de la semaine"));
        let begins = "Menus de la semaine".to_owned();
        assert_eq!(found(&other), Err(Reason::Unknown { begins }));
    }

    #[test]
    fn other_workbooks_are_named() {
        assert_eq!(
            is_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1"),
            Err(Reason::Unsupported(Container::OldWorkbook))
        );
        assert_eq!(is_workbook(b"identifiant;nom"), Ok(false));
    }
}
