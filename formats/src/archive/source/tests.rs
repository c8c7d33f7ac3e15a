use std::io::Write as _;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::Weight;

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(bytes).expect("writes");
    }
    writer.finish().expect("ends").into_inner()
}

fn read_all(source: &mut Source) -> Result<u64, Problem> {
    let total = Rc::default();
    for entry in source.entries().to_vec() {
        let mut stream = source.open(&entry, &total)?;
        std::io::copy(&mut stream, &mut std::io::sink())
            .map_err(|error| Problem::stops(Place::file(&entry.path), reason_of(&error)))?;
    }
    Ok(total.get())
}

fn reason(files: Vec<(String, Vec<u8>)>, limits: Limits) -> Reason {
    let read = Source::memory(files, limits).and_then(|mut source| read_all(&mut source));
    let problem = read.expect_err("refused");
    assert_eq!(problem.weight, Weight::Stops);
    problem.reason
}

fn one(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    vec![("livraison.zip".to_owned(), bytes)]
}

#[test]
fn a_zip_counts_as_its_files_whatever_its_folders() {
    let bytes =
        zip(&[("b.xml", b"2"), ("export/a.xml", b"1"), ("__MACOSX/._a.xml", b"x"), ("../../c.xml", b"3")]);
    let mut source = Source::memory(one(bytes), Limits::default()).expect("opens");
    let names: Vec<&str> = source.entries().iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["a.xml", "b.xml", "c.xml"]);
    assert_eq!(source.entries()[0].path, "livraison.zip/export/a.xml");
    assert_eq!(read_all(&mut source), Ok(3));
}

#[test]
fn what_systems_add_is_no_part() {
    let bytes = zip(&[
        ("./a.xml", b"1"),
        ("export/__MACOSX/b.xml", b"x"),
        ("export/Thumbs.db", b"x"),
        ("Desktop.ini", b"x"),
        (".DS_Store", b"x"),
        ("~$Usagers.xlsx", b"x"),
    ]);
    let source = Source::memory(one(bytes), Limits::default()).expect("opens");
    let found: Vec<(&str, bool)> =
        source.entries().iter().map(|entry| (entry.name.as_str(), entry.nested)).collect();
    assert_eq!(found, [("a.xml", false)]);
}

#[test]
fn documents_are_files_and_no_archives() {
    for name in ["Usagers.numbers", "notice.DOCX", "notice.odt", "Usagers.xlsx", "Usagers.ods"] {
        let bytes = zip(&[("Index/Document.iwa", b"x"), ("word/document.xml", b"<a/>")]);
        let source = Source::memory(vec![(name.to_owned(), bytes)], Limits::default()).expect("opens");
        let found: Vec<&str> = source.entries().iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(found, [name]);
    }
}

/// The end that programs write to archives of more than 4 GiB: the numbers stand in a record of their own.
fn large(mut bytes: Vec<u8>, files: u64) -> Vec<u8> {
    let end = bytes.split_off(bytes.len() - 22);
    let at = bytes.len() as u64;
    let wide = |from: usize| u64::from(u32::from_le_bytes([0, 1, 2, 3].map(|byte| end[from + byte])));
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [files, files, wide(12), wide(16)] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(at.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([0xff; 12]);
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn archives_with_wide_numbers_are_read() {
    let bytes = large(zip(&[("a.xml", b"1"), ("b.xml", b"22")]), 2);
    let mut source = Source::memory(one(bytes), Limits::default()).expect("opens");
    assert_eq!((source.entries().len(), read_all(&mut source)), (2, Ok(3)));
    let many = large(zip(&[("a.xml", b"1")]), 1 << 40);
    let found = 1 << 40;
    assert_eq!(reason(one(many), Limits::default()), Reason::TooManyFiles { max: 2_000, found });
}

#[test]
fn bombs_are_refused_by_size_total_ratio_and_number() {
    let zeros = vec![0; 4 << 20];
    let bomb = zip(&[("a.xml", &zeros)]);
    assert_eq!(reason(one(bomb.clone()), Limits::default()), Reason::RatioTooHigh { max: 200 });
    let wide = Limits { ratio: u64::MAX, ..Limits::default() };
    assert_eq!(reason(one(bomb), Limits { entry: 1 << 20, ..wide }), Reason::FileTooLarge { max: 1 << 20 });
    let many = zip(&[("a.xml", &zeros), ("b.xml", &zeros)]);
    assert_eq!(
        reason(one(many.clone()), Limits { total: 6 << 20, ..wide }),
        Reason::TotalTooLarge { max: 6 << 20 }
    );
    assert_eq!(reason(one(many), Limits { files: 1, ..wide }), Reason::TooManyFiles { max: 1, found: 2 });
}

#[test]
fn a_cut_or_altered_zip_is_refused() {
    let noise: Vec<u8> = (0_u32..9_000).flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let whole = zip(&[("a.xml", &noise)]);
    for length in [10, whole.len() / 2, whole.len() - 5] {
        assert_eq!(
            reason(one(whole[..length].to_vec()), Limits::default()),
            Reason::BrokenArchive,
            "{length}"
        );
    }
    let mut altered = whole;
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert_eq!(reason(one(altered), Limits::default()), Reason::BrokenArchive);
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let folder = tempfile::tempdir().expect("folder");
    for (name, bytes) in
        [("b.xml", b"22".to_vec()), ("a.zip", zip(&[("c.xml", b"333")])), (".hidden", vec![1])]
    {
        std::fs::write(folder.path().join(name), bytes).expect("writes");
    }
    let mut source = Source::folder(folder.path(), Limits::default()).expect("opens");
    let paths: Vec<&str> = source.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["b.xml", "a.zip/c.xml"]);
    assert_eq!(read_all(&mut source), Ok(5));
    assert!(Source::folder(&folder.path().join("none"), Limits::default()).is_err());
}
