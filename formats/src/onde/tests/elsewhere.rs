//! Extractions as schools save them.

use super::*;

/// The columns of recent extractions.
const RECENT_PUPILS: &str = "Nom de famille;Nom d’usage;Prénom;Deuxième prénom;Troisième prénom;Né(e) le;Commune naissance;Dépt naissance;Pays naissance;Sexe;INE;Adresse;CP;Commune;Pays;Cycle;Niveau;Libellé classe;Identifiant classe;Dispositif(s);Regroupement(s);Date inscription;Etat;Attestation fournie;Autorisation associations;Autorisation photo\r\n\
    MORIN;;Élise;Anne;;05/03/2016;METZ;057;FRANCE;F;123456789AB;1 rue Neuve;57000;METZ;FRANCE;CYCLE II;CE1;CE1 A;4411;;;01/09/2024;Admis;O;N;N\r\n\
    MORIN;;Tom;;;02/01/2017;METZ;057;FRANCE;M;;1 rue Neuve;57000;METZ;FRANCE;CYCLE II;CP;CP B;4412\r\n";
const RECENT_GUARDIANS: &str = "Civilité Responsable;Nom usage responsable;Nom de famille responsable;Prénom responsable;PCS;Communication adresses;Courriel;Nom d'usage élève;Nom de famille élève;Prénom élève;Date de naissance élève;Classes élèves\r\n\
    Mme;;MORIN;Ana;;O;ana@courriel.example;;MORIN;Élise;05/03/2016;CE1 A\r\n\
    Mme;;MORIN;Ana;;O;ana@courriel.example;;MORIN;Tom;02/01/2017;\r\n";

fn pupils(directory: &Directory) -> Vec<String> {
    let of_pupils = directory
        .people()
        .into_values()
        .filter(|known| known.person.kind == crate::record::PersonKind::Pupil);
    let said = of_pupils.map(|known| {
        let class = known.enrolments.first().map_or("", |row| row.code.as_str());
        let level = known.memberships.first().map_or("", |row| row.level.as_str());
        format!("{} {} {level} {class}", known.person.key, known.person.first_name)
    });
    said.collect()
}

fn read_pupils(bytes: Vec<u8>) -> (Directory, Outcome) {
    read_files(&[("e.csv", bytes), ("r.csv", windows(GUARDIANS))], "0570100A")
}

#[test]
fn the_columns_of_recent_extractions_are_read() {
    let files = [("e.csv", RECENT_PUPILS.as_bytes().to_vec()), ("r.csv", windows(RECENT_GUARDIANS))];
    let (directory, outcome) = read_files(&files, "0570100A");
    assert_eq!(outcome.problems.kept(), []);
    assert_eq!(
        pupils(&directory),
        ["0570100A-eleve-morin-tom-20170102 Tom CP 4412", "0570100A-ine-123456789ab Élise CE1 4411"]
    );
    let class = directory.classes.values().find(|class| class.code == "4411").expect("a class");
    assert_eq!(class.name, "CE1 A");
    let children: Vec<String> = directory.links().into_iter().map(|(_, child)| child).collect();
    assert_eq!(
        children,
        ["0570100A-eleve-morin-tom-20170102", "0570100A-ine-123456789ab"],
        "by class or by day of birth"
    );
    assert_eq!(directory.people().len(), 3, "one guardian on two lines is one");
}

#[test]
fn teachers_teach_the_classes_that_pupils_are_in() {
    let files = [
        ("e.csv", RECENT_PUPILS.as_bytes().to_vec()),
        ("r.csv", windows(RECENT_GUARDIANS)),
        ("t.csv", TEACHERS.replace("CP B", "Cp b").into_bytes()),
    ];
    let (directory, _) = read_files(&files, "0570100A");
    let people = directory.people();
    let taught = people.values().flat_map(|known| known.teachings.iter().map(|row| row.code.as_str()));
    assert_eq!(taught.collect::<Vec<_>>(), ["4411", "4412"]);
    let classes: Vec<&str> = directory.classes.values().map(|class| class.name.as_str()).collect();
    assert_eq!(classes, ["CE1 A", "CP B"], "none comes twice");
}

#[test]
fn who_has_left_by_the_state_is_not_there_nor_who_is_only_their_guardian() {
    let read = |state: &str| {
        let pupils = format!(
            "{}MORIN;;Tom;;;02/01/2017;METZ;057;FRANCE;M;;;;;;CYCLE II;CP;CP B;4412;;;01/09/2024;{state};O;N;N\r\n",
            RECENT_PUPILS.split_inclusive("\r\n").take(2).collect::<String>()
        );
        let guardians =
            format!("{RECENT_GUARDIANS}M.;;ROY;Luc;;O;luc@courriel.example;;MORIN;Tom;02/01/2017;CP B\r\n");
        let files = [("e.csv", pupils.into_bytes()), ("r.csv", windows(&guardians))];
        let (directory, outcome) = read_files(&files, "0570100A");
        assert_eq!(outcome.problems.kept(), [], "{state}");
        assert!(directory.doubts.is_empty(), "{state}: {:?}", directory.doubts);
        (directory.people().len(), directory.links().len())
    };
    for state in ["Radié", "RADIÉE", "Radié(e)", " radiation le 03/02/2025", "Sorti", "Départ"] {
        assert_eq!(read(state), (2, 1), "{state}");
    }
    for state in ["", "Admis", "Admission définitive", "En attente de radiation", "Admis, non radié"] {
        assert_eq!(read(state), (4, 3), "{state}");
    }
}

#[test]
fn titles_marks_quotes_and_ends_of_lines_say_nothing() {
    let expected = pupils(&read_pupils(windows(PUPILS)).0);
    let titled = format!("École élémentaire du Centre;;;\r\nExtraction du 20/09/2024;;;\r\n\r\n{PUPILS}");
    let quoted: String = PUPILS
        .lines()
        .flat_map(|line| ["\"".to_owned(), line.replace(';', "\";\""), "\"\r\n".to_owned()])
        .collect();
    let starred =
        PUPILS.replacen("Nom Elève;", "NOM ÉLÈVE*;", 1).replacen("Prénom Elève", "prenom eleve *", 1);
    for (how, bytes) in [
        ("titles above the header", windows(&titled)),
        ("UTF-8", PUPILS.as_bytes().to_vec()),
        ("two byte order marks", format!("\u{feff}\u{feff}{PUPILS}").into_bytes()),
        ("LF", windows(&PUPILS.replace("\r\n", "\n"))),
        ("all cells quoted", windows(&quoted)),
        ("stars, capitals and no accents", windows(&starred)),
        ("saved with commas", windows(&PUPILS.replace(';', ","))),
        ("saved with tabs", windows(&PUPILS.replace(';', "\t"))),
        ("empty lines", windows(&PUPILS.replace("\r\n", "\r\n;;;\r\n"))),
    ] {
        let (directory, outcome) = read_pupils(bytes);
        assert_eq!(outcome.problems.kept(), [], "{how}");
        assert_eq!(pupils(&directory), expected, "{how}");
    }
}

#[test]
fn days_that_a_spreadsheet_rewrote_are_the_same_or_refused() {
    let expected = pupils(&read_pupils(windows(PUPILS)).0);
    for written in ["05/03/2016", "5/3/2016 00:00", "05-03-2016"] {
        let (directory, outcome) = read_pupils(windows(&PUPILS.replace("2016-03-05", written)));
        assert_eq!(outcome.problems.kept(), [], "{written}");
        assert_eq!(pupils(&directory), expected, "{written}");
    }
    let (directory, outcome) = read_pupils(windows(&PUPILS.replace("2016-03-05", "05/03/16")));
    assert_eq!(outcome.problems.kept()[0].reason, Reason::NotADate("05/03/16".to_owned()));
    assert_eq!(pupils(&directory).len(), expected.len() - 1, "nobody gets an identifier of the year 16");
}

#[test]
fn a_class_that_a_spreadsheet_took_for_a_day_is_refused() {
    let value = "01-févr.".to_owned();
    let of_pupils = PUPILS.replace("CE1 A", &value);
    let of_guardians = GUARDIANS.replace("CE1 A", &value);
    let of_teachers = TEACHERS.replace("CE1 A", &value);
    for [pupils, guardians, teachers] in [
        [of_pupils.as_str(), GUARDIANS, TEACHERS],
        [PUPILS, of_guardians.as_str(), TEACHERS],
        [PUPILS, GUARDIANS, of_teachers.as_str()],
    ] {
        let files = [("e.csv", pupils), ("r.csv", guardians), ("t.csv", teachers)];
        let (_, outcome) = read_files(&files.map(|(name, text)| (name, windows(text))), "0570100A");
        assert!(outcome.problems.stops());
        let first = &outcome.problems.kept()[0].reason;
        assert_eq!(*first, Reason::Converted { value: value.clone() });
    }
}

#[test]
fn a_file_of_another_place_is_named() {
    let (_, outcome) = read_files(&[("e.csv", windows(PUPILS)), ("r.csv", windows(PUPILS))], "0570100A");
    assert_eq!(outcome.problems.kept()[0].reason, Reason::SameKind { first: "e.csv".to_owned() });
    let (_, outcome) = read_files(&[("e.csv", b"parent;enfant\n".to_vec())], "0570100A");
    let found = Format::Families;
    assert_eq!(outcome.problems.kept()[0].reason, Reason::WrongFile { expected: Format::OndePupils, found });
}

#[test]
fn heads_are_told_whatever_the_spelling() {
    let heads = |text: &str| {
        let files = [("e.csv", windows(PUPILS)), ("t.csv", windows(text))];
        let (directory, outcome) = read_files(&files, "0570100A");
        assert_eq!(outcome.problems.kept(), [], "{text}");
        directory.rows().iter().filter(|row| row.profile == domain::directory::Profile::Management).count()
    };
    assert_eq!(heads(TEACHERS), 1);
    for yes in ["OUI", "O", "VRAI", "x"] {
        assert_eq!(heads(&TEACHERS.replace(";oui;", &format!(";{yes};"))), 1, "{yes}");
    }
    assert_eq!(heads(&TEACHERS.replace(";Nom;", ";Nom de famille;")), 1);
    assert_eq!(heads(&TEACHERS.replace(";Directeur;", ";Directeur/Directrice;")), 1);
    assert_eq!(heads(&TEACHERS.replace(";oui;", ";;")), 0);
}

#[test]
fn a_pupil_whose_number_comes_later_is_the_same() {
    let (by_name, by_number) = ("0570100A-eleve-morin-tom-20170102", "0570100A-ine-123456789ab");
    let keys = |rows: &[(&str, &str)], known: &[&str]| {
        let mut pupils = "Nom;Prénom;Né(e) le;INE;Etat;Cycle;Niveau;Classe\n".to_owned();
        for (national, state) in rows {
            pupils += &format!("MORIN;Tom;02/01/2017;{national};{state};CYCLE II;CP;CP B\n");
        }
        let files = vec![("e.csv".to_owned(), pupils.into_bytes())];
        let mut source = Source::memory(files, Limits::default()).expect("a file");
        let pupils = known.iter().map(|key| (*key).to_owned()).collect();
        let before = Before { pupils, ..Before::default() };
        let mut directory = Directory::default();
        read_knowing(&mut source, "0570100A", &before, &mut |record| {
            directory.apply(Feed::Complete, record);
        });
        directory.people().into_keys().collect::<Vec<_>>()
    };
    let key = |national: &str, known: &[&str]| keys(&[(national, "")], known);
    assert_eq!(key("", &[]), [by_name]);
    assert_eq!(key("123456789AB", &[]), [by_number]);
    assert_eq!(key("123456789AB", &[by_name]), [by_name], "who came without it");
    assert_eq!(key("123456789AB", &[by_number]), [by_number]);
    assert_eq!(key("123456789AB", &[by_name, by_number]), [by_number], "somebody else of this name");
    let namesakes = [("123456789AB", ""), ("123456789CD", "")];
    assert_eq!(keys(&namesakes, &[by_name]), [by_number, "0570100A-ine-123456789cd"], "which of them is it?");
    let after = [("123456789CD", "radié"), ("123456789AB", "")];
    assert_eq!(keys(&after, &[by_name]), [by_number], "nor is the account that of somebody who left");
    let twice = [("123456789AB", ""), ("123456789AB", "")];
    assert_eq!(keys(&twice, &[by_name]), [by_name]);
}
