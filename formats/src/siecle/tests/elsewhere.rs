//! Exports as schools have them on their disks.

use super::*;

const STRUCTURES: &str = "<BEE_STRUCTURES VERSION='2.0'>HEAD<DIVISIONS><DIVISION CODE_STRUCTURE='3B'><LIBELLE_LONG>3EME B</LIBELLE_LONG><CODE_RNE>0570051W</CODE_RNE>\
    <MEFS_APPARTENANCE><MEF_APPARTENANCE><CODE_MEF>10310019110</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></DIVISION></DIVISIONS>\
    <GROUPES><GROUPE CODE_STRUCTURE='3LATIN'><LIBELLE_LONG>LATIN</LIBELLE_LONG></GROUPE></GROUPES></DONNEES></BEE_STRUCTURES>";
const COMMON: &str = "<BEE_COMMUN VERSION='1.0'>HEAD<PAYS/></DONNEES></BEE_COMMUN>";

fn people(directory: &Directory) -> Vec<String> {
    let name = |known: crate::model::Known| {
        let person = known.person;
        format!("{} {} {}", person.key, person.last_name, person.first_name)
    };
    directory.people().into_values().map(name).collect()
}

fn zipped(name: &str, files: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    use std::io::{Cursor, Write as _};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("bytes");
    }
    (name.to_owned(), zip.finish().expect("a zip").into_inner())
}

#[test]
fn an_archive_for_each_export_is_one_delivery() {
    let expected = read_files(whole()).0;
    let archives = vec![
        zipped("ExportXML_ElevesSansAdresses.zip", &[file("ElevesSansAdresses.xml", PUPILS)]),
        zipped("ExportXML_ResponsablesAvecAdresses.zip", &[file("ResponsablesAvecAdresses.xml", GUARDIANS)]),
        zipped("ExportXML_Nomenclature.zip", &[file("Nomenclature.xml", NOMENCLATURE)]),
        zipped("ExportXML_Communs.zip", &[file("Communs.xml", COMMON)]),
        file("sts_emp_0570051W_2024.xml", STAFF),
    ];
    let (directory, outcome) = read_files(archives);
    assert_eq!(outcome.problems.kept(), [], "what is not needed is no fault");
    assert_eq!(directory.people(), expected.people());
    let both = vec![
        file("ElevesAvecAdresses.xml", PUPILS),
        file("ElevesSansAdresses.xml", PUPILS),
        file("ResponsablesAvecAdresses.xml", GUARDIANS),
    ];
    let (_, outcome) = read_files(both);
    let repeated =
        outcome.problems.kept().iter().map(|problem| (problem.place.file.as_str(), &problem.reason));
    assert_eq!(
        repeated.collect::<Vec<_>>(),
        [("ElevesSansAdresses.xml", &Reason::SameKind { first: "ElevesAvecAdresses.xml".to_owned() })],
        "with and without addresses: which of them is the newer one?"
    );
}

#[test]
fn files_of_two_school_years_are_refused() {
    let of_year = |year: &str| {
        let said = format!(
            "</UAJ><ANNEE_SCOLAIRE ANNEE='{year}'><DATE_DEBUT>{year}-09-01</DATE_DEBUT></ANNEE_SCOLAIRE>"
        );
        let mut files = whole();
        files[3] = file("d.xml", &STAFF.replace("</UAJ>", &said));
        let (directory, outcome) = read_files(files);
        let reasons: Vec<Reason> = outcome.problems.kept().iter().map(|one| one.reason.clone()).collect();
        (directory.people().is_empty(), reasons)
    };
    let (expected, found) = ("2024-2025".to_owned(), "2023-2024".to_owned());
    assert_eq!(of_year("2023"), (true, vec![Reason::WrongYear { expected, found }]), "last year's staff");
    assert_eq!(of_year("2024"), (false, Vec::new()));
}

#[test]
fn without_nomenclature_the_code_tells_the_level_or_it_is_missed() {
    let of_mef = |mef: &str| {
        let pupils = file("c.xml", &PUPILS.replace("10310019110", mef));
        let (directory, outcome) = read_files(vec![file("a.xml", GUARDIANS), pupils]);
        assert!(!outcome.problems.stops());
        let reasons: Vec<Reason> = outcome.problems.kept().iter().map(|one| one.reason.clone()).collect();
        (directory.rows().first().map(|row| row.level.clone()), reasons)
    };
    assert_eq!(of_mef("10310019110"), (Some("3e".to_owned()), Vec::new()));
    let missing = Reason::MissingFile { name: "Nomenclature.xml".to_owned() };
    assert_eq!(of_mef("24720012110"), (Some(String::new()), vec![missing]), "a vocational course");
    assert_eq!(of_mef(""), (Some(String::new()), Vec::new()), "nothing names it");
}

#[test]
fn somebody_without_a_number_is_told() {
    let mut files = whole();
    files[2] = file("c.xml", &PUPILS.replace("ELEVE ELEVE_ID='1' ELENOET='9'", "ELEVE ELENOET='9'"));
    files[3] = file("d.xml", &STAFF.replace("INDIVIDU ID='5' TYPE='local'", "INDIVIDU TYPE='local'"));
    let (directory, outcome) = read_files(files);
    let keys: Vec<String> = directory.people().into_keys().collect();
    assert_eq!(keys, ["0570051W-Pepp5"], "nobody has the number of somebody else, or none");
    let missing = outcome.problems.kept().iter().filter(|problem| problem.reason == Reason::Missing);
    let elements: Vec<Option<&str>> = missing.map(|problem| problem.place.element.as_deref()).collect();
    assert_eq!(elements, [Some("ELEVE_ID"), Some("ID")]);

    let mut files = whole();
    let without = GUARDIANS.replace("PERSONNE PERSONNE_ID='12'", "PERSONNE");
    files[0] = file("a.xml", &without.replace("<PERSONNE_ID>11</PERSONNE_ID>", ""));
    let (directory, outcome) = read_files(files);
    let parents: Vec<String> = directory.links().into_iter().map(|(parent, _)| parent).collect();
    assert_eq!(parents, ["0570051W-R10"], "who has no number is nobody's parent");
    let missing = outcome.problems.kept().iter().filter(|problem| problem.reason == Reason::Missing);
    assert_eq!(missing.count(), 2, "the adult and the link");
}

#[test]
fn structures_give_the_classes_their_names_and_levels() {
    let files = vec![
        file("Structures.xml", STRUCTURES),
        file("Nomenclature.xml", NOMENCLATURE),
        file("ElevesSansAdresses.xml", PUPILS),
        file("ResponsablesAvecAdresses.xml", GUARDIANS),
    ];
    let (directory, outcome) = read_files(files);
    assert_eq!(outcome.problems.kept(), []);
    let class = |code: &str| {
        let class = directory.classes.values().find(|class| class.code == code).expect("a class");
        (class.name.clone(), class.levels.clone())
    };
    assert_eq!(class("3B"), ("3EME B".to_owned(), vec!["3e".to_owned()]));
    assert_eq!(class("3LATIN"), ("LATIN".to_owned(), Vec::new()));
    let spaced = |text: &str| text.replace("3B", "3  B");
    let files = vec![
        file("Structures.xml", &spaced(STRUCTURES)),
        file("Nomenclature.xml", NOMENCLATURE),
        file("ElevesSansAdresses.xml", &spaced(PUPILS)),
        file("ResponsablesAvecAdresses.xml", GUARDIANS),
    ];
    let (directory, _) = read_files(files);
    let names: Vec<String> = directory.rows().into_iter().map(|row| row.class).collect();
    assert!(names.iter().all(|name| name != "3 B"), "codes with spaces have their names too: {names:?}");
}

#[test]
fn older_elements_missing_ones_and_another_order_are_read() {
    let expected = people(&read_files(whole()).0);
    let pupils = PUPILS
        .replace(
            "<NOM_DE_FAMILLE>MORIN</NOM_DE_FAMILLE><PRENOM>Élise</PRENOM>",
            "<PRENOM>Élise</PRENOM><NOM>MORIN</NOM>",
        )
        .replace("ELEVE_ID='1' ELENOET='9'", "ELENOET='9' ELEVE_ID='1'")
        .replace("<CODE_MEF>10310019110</CODE_MEF>", "<NOUVEL_ELEMENT>1</NOUVEL_ELEMENT>")
        .replace("<DATE_NAISS>05/03/2011</DATE_NAISS>", "");
    let guardians = GUARDIANS.replace("><", ">\r\n\t<");
    let mut files = whole();
    files[0] = file("a.xml", &guardians);
    files[2] = file("c.xml", &pupils);
    let (directory, outcome) = read_files(files);
    assert_eq!(outcome.problems.kept(), []);
    assert_eq!(people(&directory), expected);
    let used =
        PUPILS.replace("<PRENOM>Élise</PRENOM>", "<NOM_USAGE>MORIN-ROY</NOM_USAGE><PRENOM>Élise</PRENOM>");
    let mut files = whole();
    files[2] = file("c.xml", &used);
    assert!(
        people(&read_files(files).0).contains(&"0570051W-E1 MORIN-ROY Élise".to_owned()),
        "the name in use"
    );
}

#[test]
fn a_function_that_the_table_does_not_have_is_counted() {
    let staff = STAFF.replace("<FONCTION>EDU</FONCTION>", "<FONCTION>XYZ</FONCTION>");
    let (_, outcome) = read_files(vec![file("sts.xml", &staff)]);
    let unknown: Vec<(&str, u64)> =
        outcome.problems.unknown_names().iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(unknown, [("FONCTION XYZ", 1)]);
}

#[test]
fn who_left_is_told_by_the_day_and_else_by_the_reason() {
    let is_there = |fields: &str| {
        let pupils = PUPILS.replace("<DATE_NAISS>05/03/2011</DATE_NAISS>", fields);
        let mut files = whole();
        files[2] = file("c.xml", &pupils);
        read_files(files).0.people().contains_key("0570051W-E1")
    };
    assert!(is_there("<DATE_SORTIE/><CODE_MOTIF_SORTIE/>"));
    assert!(
        is_there("<DATE_SORTIE>30/06/2025</DATE_SORTIE><CODE_MOTIF_SORTIE>1</CODE_MOTIF_SORTIE>"),
        "in summer"
    );
    assert!(!is_there("<CODE_MOTIF_SORTIE>1</CODE_MOTIF_SORTIE>"), "without a day");
    assert!(!is_there("<DATE_SORTIE>19/09/2024</DATE_SORTIE>"), "yesterday");
    assert!(is_there("<DATE_SORTIE>30/06/25</DATE_SORTIE>"), "not in the year 25");
    assert!(!is_there("<DATE_ENTREE>21/09/2024</DATE_ENTREE>"), "tomorrow");
}

#[test]
fn pupils_of_the_next_year_are_told() {
    let entries = "<DATE_NAISS>05/03/2011</DATE_NAISS><DATE_ENTREE>21/09/2024</DATE_ENTREE>";
    let pupils = PUPILS.replace("<DATE_NAISS>05/03/2011</DATE_NAISS>", entries).replace(
        "<DATE_SORTIE>01/09/2024</DATE_SORTIE><CODE_MOTIF_SORTIE>1</CODE_MOTIF_SORTIE>",
        "<DATE_ENTREE>23/09/2024</DATE_ENTREE>",
    );
    let mut files = whole();
    files[2] = file("c.xml", &pupils);
    let (directory, outcome) = read_files(files);
    assert!(!directory.people().keys().any(|key| key.starts_with("0570051W-E")));
    let reasons: Vec<&Reason> = outcome.problems.kept().iter().map(|problem| &problem.reason).collect();
    let from = NaiveDate::from_ymd_opt(2024, 9, 21).expect("a day");
    assert_eq!(reasons, [&Reason::NotYet { pupils: 2, from }]);
}

#[test]
fn every_spelling_of_the_file_means_the_same() {
    let expected = read_files(whole()).0;
    for how in ["declared as UTF-8", "a byte order mark", "nothing declared", "a code in small letters"] {
        let files = whole().into_iter().map(|(name, bytes)| {
            let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            let (_, text) = latin.split_once("?>").expect("a declaration");
            let text = match how {
                "declared as UTF-8" => format!("<?xml version='1.0' encoding='utf-8'?>\n{text}"),
                "a byte order mark" => format!("\u{feff}{text}"),
                "a code in small letters" => text.replace("0570051W", "0570051w"),
                _ => text.to_owned(),
            };
            (name, text.into_bytes())
        });
        let (directory, outcome) = read_files(files.collect());
        assert_eq!(outcome.problems.kept(), [], "{how}");
        assert_eq!(directory.people(), expected.people(), "{how}");
    }
}
