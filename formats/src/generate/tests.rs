use chrono::NaiveDate;

use super::*;
use crate::{
    Feed, Limits, Problems, archive::Source, model::Directory, onde as onde_reader,
    oneroster as oneroster_reader, siecle as siecle_reader, tables::Functions,
};

fn world() -> World {
    World { pupils_of_school: 60, ..World::new(7, 60) }
}

fn source(files: Vec<(String, Vec<u8>)>) -> Source {
    Source::memory(files, Limits::default()).expect("files")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day")
}

#[test]
fn a_school_of_siecle_is_read_back() {
    let options =
        siecle_reader::Options { in_charge: false, today: today(), functions: Functions::default() };
    let mut directory = Directory::default();
    let mut source = source(siecle(&world(), 0));
    let outcome = siecle_reader::read(&mut source, &options, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    assert_eq!(outcome.problems.kept(), []);
    let pupils = world().pupils_of(0).filter(|pupil| pupil.number % 20 != 7).count();
    let read = directory.people().keys().filter(|key| key.contains("-E")).count();
    assert_eq!(read, pupils, "who left is in the file and not in the directory");
    assert!(!directory.links().is_empty());
}

#[test]
fn a_school_of_onde_is_read_back() {
    let mut directory = Directory::default();
    let mut source = source(onde(&world(), 0));
    let outcome = onde_reader::read(&mut source, "0570100A", &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    assert!(!outcome.problems.stops(), "{:?}", outcome.problems);
    // Twins of one name and one class are doubts.
    let pupils = world().pupils_of(0).count();
    let read = directory.people().keys().filter(|key| key.contains("-eleve-")).count();
    assert!(read + directory.doubts.len() >= pupils && !directory.links().is_empty());
}

#[test]
fn a_school_of_oneroster_is_read_back() {
    let (package, problems) = oneroster_reader::read(&mut source(oneroster(&world(), 0)));
    assert_eq!(problems.kept(), []);
    let mut directory = Directory::default();
    let options = oneroster_reader::Options { prefix: "or-".to_owned(), today: today() };
    package.records(&options, &mut Problems::default(), &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    let pupils = world().pupils_of(0).count();
    assert_eq!(directory.users().keys().filter(|key| key.starts_with("or-e")).count(), pupils);
    assert!(!directory.links().is_empty());
}
