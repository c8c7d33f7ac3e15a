//! Tables of ours as a spreadsheet saves them in its own form.

use std::io::{Cursor, Write as _};

use backend::directory::import::{FileKind, FileName, Files, RowRefusal};
use bytes::Bytes;
use domain::directory::Reason;
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{APPLY, apply, links, memberships, run, small},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::delivery;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The rows of a table, with each value as a text.
fn rows(table: &str) -> String {
    let row = |(number, line): (usize, &str)| {
        let cells = line.split(';').zip('A'..='Z').map(|(value, column)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
        });
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    (1..).zip(table.lines()).map(row).collect()
}

/// A workbook with these tables, one on each sheet.
fn workbook(tables: &[(&str, &str)]) -> Vec<u8> {
    let relations =
        |inside: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>");
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>")
    };
    let (mut list, mut targets, mut files) = (String::new(), String::new(), Vec::new());
    for (number, (name, table)) in (1..).zip(tables) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        targets += &relation(&format!("r{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
        let data = rows(table);
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let types = format!("<Types xmlns=\"{PACKAGE}/content-types\"/>");
    let book =
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{list}</sheets></workbook>");
    let begins = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&relation("r1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations(&targets)),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in begins.map(|(name, text)| (name.to_owned(), text)).into_iter().chain(files) {
        writer.start_file(name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(text.as_bytes()).expect("writes");
    }
    writer.finish().expect("ends").into_inner()
}

/// The four tables of a small directory.
fn tables() -> Vec<String> {
    let files = small();
    let text = |kind| String::from_utf8(files.get(kind).expect("a table").to_vec()).expect("text");
    FileKind::ALL.into_iter().map(text).collect()
}

#[both_engines]
async fn one_workbook_may_hold_all_tables(db: &DatabaseConnection) {
    let tables = tables();
    let names = ["Établissements", "Usagers", "Rattachements", "Familles"];
    let sheets: Vec<(&str, &str)> = names.into_iter().zip(tables.iter().map(String::as_str)).collect();
    let book = workbook(&sheets);
    apply(db, &delivery(vec![("annuaire.xlsx".to_owned(), book.clone().into())])).await;
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);
    let before = memberships(db).await;
    assert_eq!(before.len(), 7);
    let mut files = small();
    for kind in FileKind::ALL {
        files.set(kind, book.clone());
    }
    assert!(apply(db, &files).await.is_idle(), "and so it may stand in the place of each");
    let part = workbook(&sheets[..3]);
    let beside: (String, Bytes) = ("familles.csv".to_owned(), tables[3].clone().into());
    let report = apply(db, &delivery(vec![("annuaire.xlsx".to_owned(), part.into()), beside.clone()])).await;
    assert!(report.is_idle(), "a part of them: {report:#?}");
    let twice: Vec<(String, Bytes)> = vec![("annuaire.xlsx".to_owned(), book.into()), beside];
    let report = run(db, &delivery(twice), APPLY).await;
    let repeated = RowRefusal::Delivery(Reason::RepeatedFile);
    assert!(report.refusals.iter().any(|one| one.refusal == repeated), "{report:#?}");
    assert_eq!(memberships(db).await, before);
}

/// A table whose header is misspelled must not be missed without a word.
#[both_engines]
async fn a_sheet_that_is_no_table_is_named(db: &DatabaseConnection) {
    let tables = tables();
    let misspelled = tables[3].replace("parent;enfant", "tuteur;pupille");
    let sheets = [
        ("Établissements", tables[0].as_str()),
        ("Usagers", tables[1].as_str()),
        ("Rattachements", tables[2].as_str()),
        ("Familles", misspelled.as_str()),
        ("Feuil5", ""),
    ];
    let report = apply(db, &delivery(vec![("annuaire.xlsx".to_owned(), workbook(&sheets).into())])).await;
    let reasons: Vec<&RowRefusal> = report.remarks.listed.iter().map(|one| &one.refusal).collect();
    let (name, begins) = ("Familles".to_owned(), "tuteur;pupille".to_owned());
    assert_eq!(reasons, [&RowRefusal::Delivery(Reason::UnknownSheet { name, begins })]);
    assert_eq!(links(db).await, Vec::<String>::new());
}

/// The form has a place for each table; a whole workbook fits into any of them.
#[both_engines]
async fn a_workbook_in_the_place_of_one_table_is_read_as_a_whole(db: &DatabaseConnection) {
    let tables = tables();
    let names = ["Établissements", "Usagers", "Rattachements", "Familles"];
    let mut sheets: Vec<(&str, &str)> = names.into_iter().zip(tables.iter().map(String::as_str)).collect();
    sheets.push(("Cantine", "menu;jour"));
    let book = workbook(&sheets);
    let mut files = Files::default();
    files.set(FileKind::People, book.clone());
    let report = apply(db, &files).await;
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);
    let before = memberships(db).await;
    assert_eq!(before.len(), 7);
    let reasons: Vec<&RowRefusal> = report.remarks.listed.iter().map(|one| &one.refusal).collect();
    let (name, begins) = ("Cantine".to_owned(), "menu;jour".to_owned());
    assert_eq!(reasons, [&RowRefusal::Delivery(Reason::UnknownSheet { name, begins })]);
    files.set(FileKind::Memberships, book);
    assert!(apply(db, &files).await.is_idle(), "the same in two places");
    files.set(FileKind::Families, tables[3].clone());
    let report = run(db, &files, APPLY).await;
    let refused: Vec<_> = report.refusals.iter().map(|one| (&one.file, &one.refusal)).collect();
    let repeated = RowRefusal::Delivery(Reason::RepeatedFile);
    assert_eq!(refused, [(&FileName::Table(FileKind::Families), &repeated)], "which of the two is meant?");
    assert_eq!(memberships(db).await, before);
}

#[both_engines]
async fn a_table_of_a_workbook_is_not_called_a_csv_file(db: &DatabaseConnection) {
    let wrong = tables()[2].replace(";enseignant;", ";professeur;");
    let mut files = small();
    files.set(FileKind::Memberships, workbook(&[("Rattachements", wrong.as_str())]));
    let report = run(db, &files, APPLY).await;
    let refused: Vec<String> = report.refusals.iter().map(|one| one.file.to_string()).collect();
    assert_eq!(refused, ["rattachements (.xlsx)"], "{report:#?}");
}
