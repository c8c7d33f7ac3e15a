mod again;
mod elsewhere;

use super::*;
use crate::{Feed, Limits, model::Directory, record::Question};

const PUPILS: &str = "Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Sexe; Cycle;Niveau;Classe;Attestation fournie\r\n\
    MORIN;;Élise;2016-03-05;F;CYCLE II;CE1;CE1 A\r\n\
    MORIN;;Tom;2017-01-02;M;CYCLE II;CP;CP B;oui\r\n\
    ROY;;Léo;2016-04-01;M;CYCLE II;CE1;CE1 A\r\n\
    ROY;;Léo;2016-05-01;M;CYCLE II;CE1;CE1 A\r\n";
const GUARDIANS: &str = "\"Civilité Responsable\";\"Nom usage responsable\";\"Nom responsable\";\"Prénom responsable\";\"Courriel\";\"Nom d'usage enfant\";\"Nom de famille enfant\";\"Prénom enfant\";\"Classes enfants\";\"Nom d'usage enfant\";\"Nom de famille enfant\";\"Prénom enfant\";\"Classes enfants\"\n\
    \"Mme\";\"\";\"MORIN\";\"Ana\";\"ana@courriel.example\";\"\";\"MORIN\";\"Élise\";\"CE1 A\";\"\";\"MORIN\";\"Tom\";\"CP B\"\n\
    \"M.\";\"\";\"ROY\";\"Luc\";\"\";\"\";\"ROY\";\"Léo\";\"CE1 A\"\n\
    \"M.\";\"\";\"VOISIN\";\"Max\";\"\";\"\";\"MORIN\";\"Tom\";\"\"\n";
const TEACHERS: &str = "Civilité;Nom usage;Nom;Prénom;Courriel;Directeur;Classe\nMme;;BENALI;Nora;;oui;CE1 A\nM.;;PETIT;Jean;;non;CP B\n";

fn windows(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn read_files(files: &[(&str, Vec<u8>)], uai: &str) -> (Directory, Outcome) {
    let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    let mut source = Source::memory(files, Limits::default()).expect("files");
    let mut directory = Directory::default();
    let outcome = read(&mut source, uai, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    (directory, outcome)
}

#[test]
fn what_fits_one_pupil_is_a_link_and_the_rest_a_doubt() {
    let files =
        [("r.csv", windows(GUARDIANS)), ("e.csv", windows(PUPILS)), ("t.csv", TEACHERS.as_bytes().to_vec())];
    let (directory, outcome) = read_files(&files, "0570100A");
    assert_eq!(outcome.problems.kept(), []);
    let links: Vec<(String, String)> = directory.links().into_iter().collect();
    let mother = "0570100A-resp-morin-ana-61e1c37ff529".to_owned();
    assert_eq!(
        links,
        [
            (mother.clone(), "0570100A-eleve-morin-elise-20160305".to_owned()),
            (mother, "0570100A-eleve-morin-tom-20170102".to_owned()),
        ]
    );
    let doubts: Vec<(Question, &str, usize)> = directory
        .doubts
        .iter()
        .map(|doubt| (doubt.question, doubt.about.as_str(), doubt.candidates.len()))
        .collect();
    assert_eq!(doubts, [(Question::WhichChild, "ROY Léo CE1 A", 2), (Question::WhichChild, "MORIN Tom", 1)]);
    let rows: Vec<String> = directory
        .rows()
        .iter()
        .map(|row| format!("{} {} {}{}", row.person, row.profile.code(), row.level, row.function))
        .collect();
    assert!(
        rows.contains(&"0570100A-ens-benali-nora National_DIR Chef d'établissement".to_owned()),
        "{rows:#?}"
    );
    assert!(rows.contains(&"0570100A-ens-benali-nora National_ENS CE1".to_owned()), "{rows:#?}");
    assert!(rows.contains(&"0570100A-resp-morin-ana-61e1c37ff529 National_TUT CP".to_owned()), "{rows:#?}");
}

#[test]
fn the_school_is_chosen_first_and_pupils_are_needed() {
    let (_, outcome) = read_files(&[("e.csv", windows(PUPILS))], "");
    assert_eq!(outcome.problems.kept()[0].reason, Reason::NoSchoolChosen);
    let (directory, outcome) = read_files(&[("r.csv", windows(GUARDIANS))], "0570100A");
    assert!(outcome.problems.stops() && directory.people().is_empty());
}

#[test]
fn nobody_becomes_a_namesake_when_the_rows_change() {
    let header = GUARDIANS.lines().next().expect("a header");
    let links = |rows: &[&str]| -> Vec<(String, String)> {
        let guardians = format!("{header}\n{}\n", rows.join("\n"));
        let (directory, outcome) =
            read_files(&[("e.csv", windows(PUPILS)), ("r.csv", windows(&guardians))], "0570100A");
        assert_eq!(outcome.problems.kept(), []);
        directory.links().into_iter().collect()
    };
    let ana = r#""Mme";"";"PETIT";"Marie";"a@courriel.example";"";"MORIN";"Élise";"CE1 A""#;
    let bea = r#""Mme";"";"PETIT";"Marie";"b@courriel.example";"";"MORIN";"Tom";"CP B""#;
    let silent = r#""Mme";"";"PETIT";"Marie";"";"";"MORIN";"Élise";"CE1 A""#;
    let all = links(&[ana, bea, silent]);
    assert_eq!(all.len(), 3, "{all:?}");
    assert_eq!(links(&[silent, bea, ana]), all, "the order says nothing");
    assert!(all.iter().all(|(parent, _)| !parent.contains('@')), "an address is private");
    for one in [ana, bea, silent] {
        let alone = links(&[one]);
        assert!(alone.len() == 1 && all.contains(&alone[0]), "the others have left: {alone:?}");
    }
    let teachers = "Civilité;Nom usage;Nom;Prénom;Courriel;Directeur;Classe\n\
        Mme;;PETIT;Marie;a@ecole.example;non;CE1 A\nMme;;PETIT;Marie;b@ecole.example;non;CP B\n";
    let (directory, _) =
        read_files(&[("e.csv", windows(PUPILS)), ("t.csv", teachers.as_bytes().to_vec())], "0570100A");
    assert_eq!(directory.people().keys().filter(|key| key.contains("-ens-")).count(), 2);
}

#[test]
fn a_pupil_whom_only_the_name_would_tell_is_left_out() {
    let pupils = "Nom;Prénom;Né(e) le;INE;Cycle;Niveau;Classe\n\
        MORIN;Tom;;;CYCLE II;CP;CP B\nROY;Léo;;123456789AB;CYCLE II;CP;CP B\n\
        BENALI;Nora;05/03/2017;;CYCLE II;CP;CP B\n";
    let (directory, outcome) = read_files(&[("e.csv", windows(pupils))], "0570100A");
    assert_eq!(directory.people().len(), 2, "{:?}", directory.people().keys());
    let reasons: Vec<_> = outcome.problems.kept().iter().map(|problem| &problem.reason).collect();
    assert_eq!(reasons, [&Reason::NoIdentifier]);
    assert!(!outcome.problems.stops());
}
