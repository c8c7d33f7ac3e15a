use std::{cell::Cell as Counter, io::Cursor, rc::Rc};

use calamine::{Data, DataRef, Reader as _, Xlsx};

use super::layout::layout;
use crate::{
    Limits, Reason,
    archive::{Source, reason_of},
    problem::{Container, shortened},
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
    if holds(b"application/vnd.oasis.opendocument") {
        return Err(Reason::Unsupported(Container::OpenDocument));
    }
    Ok(holds(b"[Content_Types].xml") || holds(b"xl/") || holds(b"_rels/"))
}

/// The sheet of a workbook that has the most of these columns, as text separated by `;`: row 12 of
/// the sheet is line 12 of the text.
pub fn as_text(bytes: &[u8], columns: &[&str], limits: Limits) -> Result<String, Reason> {
    unpack(bytes, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Reason::BrokenArchive)?;
    let mut best: Option<(usize, String)> = None;
    for name in book.sheet_names().into_iter().take(SHEETS) {
        let text = sheet(&mut book, &name, limits)?;
        let matched = layout(&text, columns).matched;
        if best.as_ref().is_none_or(|(most, _)| matched > *most) {
            best = Some((matched, text));
        }
    }
    best.map(|(_, text)| text).ok_or(Reason::EmptyFile)
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

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: Limits) -> Result<String, Reason> {
    // Sheets that hold only a diagram have no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(String::new()) };
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    while let Some(cell) = cells.next_cell().map_err(|_| Reason::BrokenArchive)? {
        let (at_row, at_column) = cell.get_position();
        if u64::from(at_row) >= limits.rows {
            return Err(Reason::TooManyRows { max: limits.rows });
        }
        let value = written(cell.get_value())?;
        if value.is_empty() {
            continue;
        }
        if at_column as usize >= limits.columns {
            return Err(Reason::TooManyColumns { max: limits.columns as u64 });
        }
        // Cells come in the order of their rows; one that does not would change another row.
        if (at_row, at_column) < (row, column) {
            return Err(Reason::BrokenArchive);
        }
        while row < at_row {
            text.push('\n');
            row += 1;
            column = 0;
        }
        while column < at_column {
            text.push(';');
            column += 1;
        }
        text.push_str(&quoted(&value));
        if text.len() as u64 > limits.entry {
            return Err(Reason::FileTooLarge { max: limits.entry });
        }
    }
    text.push('\n');
    Ok(text)
}

fn written(value: &DataRef<'_>) -> Result<String, Reason> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // Identifiers are numbers for a spreadsheet: 1234567, and not 1234567.0.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        // A day, as the other kind of date is written.
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => if *is { "oui" } else { "non" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => {
            return Err(Reason::BadCell { value: shortened(&Data::Error(error.clone()).to_string()) });
        }
    })
}

fn quoted(value: &str) -> String {
    if value.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;
    use crate::{format::Format, recognise::recognise_entry};

    fn book(sheet: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            (
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Feuil1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
        ];
        for (name, text) in files {
            writer.start_file(name, SimpleFileOptions::default()).expect("starts");
            writer.write_all(text.as_bytes()).expect("writes");
        }
        writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("starts");
        let open =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        write!(writer, "{open}{sheet}</sheetData></worksheet>").expect("writes");
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
        let wrong = "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c></row>";
        let refused = as_text(&book(wrong), &["nom"], Limits::default());
        assert!(matches!(refused, Err(Reason::BadCell { .. })), "{refused:?}");
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
