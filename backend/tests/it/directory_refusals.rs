//! What an import accepts and refuses: each refusal has its file, line and column.

use std::fmt::Write as _;

use backend::directory::{
    generate::model,
    import::{FileKind, FileName, Files, KEPT_REFUSALS, Report, RowRefusal},
};
use domain::directory::Profile;
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{
        self, APPLY, ESTABLISHMENTS, FAMILIES, MEMBERSHIPS, PEOPLE, apply, count, memberships, run, small,
    },
    on_sqlite,
};
use words::Language;

const TEXTS: [(FileKind, &str); 4] = [
    (FileKind::Establishments, ESTABLISHMENTS),
    (FileKind::People, PEOPLE),
    (FileKind::Memberships, MEMBERSHIPS),
    (FileKind::Families, FAMILIES),
];

fn encoded(transform: impl Fn(&str) -> Vec<u8>) -> Files {
    let mut files = Files::default();
    for (kind, text) in TEXTS {
        files.set(kind, transform(text));
    }
    files
}

fn with(kind: FileKind, text: impl Into<Vec<u8>>) -> Files {
    let mut files = small();
    files.set(kind, text.into());
    files
}

/// (line, column, refusal); 0 and "" if there is no line or column.
type RefusalAt<'r> = (u64, &'r str, RowRefusal);

/// All refusals of a report, which must all be in `file`.
fn places(report: &Report, file: FileKind) -> Vec<RefusalAt<'_>> {
    let place = |refused: &backend::directory::import::RefusedRow| (refused.file.clone(), refused.line);
    assert!(report.refusals.is_sorted_by_key(place));
    assert!(report.refusals.iter().all(|refused| refused.file == file), "{:#?}", report.refusals);
    let shown = report.refusals.iter().map(|refused| {
        (refused.line.unwrap_or(0), refused.column.as_deref().unwrap_or(""), refused.refusal.clone())
    });
    shown.collect()
}

#[both_engines]
async fn encodings_separators_and_line_ends(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let expected = memberships(db).await;
    for line_end in ["\n", "\r\n", "\r"] {
        for separator in [";", ","] {
            let variant = |text: &str| text.replace('\n', line_end).replace(';', separator);
            let encodings: [(&str, Files); 4] = [
                ("UTF-8", encoded(|text| variant(text).into_bytes())),
                ("UTF-8 with a mark", encoded(|text| format!("\u{feff}{}", variant(text)).into_bytes())),
                ("Windows-1252", encoded(|text| encoding_rs::WINDOWS_1252.encode(&variant(text)).0.into())),
                ("Macintosh", encoded(|text| encoding_rs::MACINTOSH.encode(&variant(text)).0.into())),
            ];
            for (encoding, files) in encodings {
                let report = run(db, &files, APPLY).await;
                assert!(
                    report.is_idle() && report.applied,
                    "{encoding} {separator} {line_end:?}: {report:#?}"
                );
            }
        }
    }
    assert_eq!(memberships(db).await, expected);
}

#[tokio::test]
async fn the_model_files_are_accepted_as_they_are() {
    on_sqlite(async |db| {
        let mut files = Files::default();
        for kind in FileKind::ALL {
            files.set(kind, model(kind));
        }
        let report = apply(db, &files).await;
        let added = FileKind::ALL.map(|kind| report.counts(kind).added);
        assert_eq!(added, [2, 6, 7, 2], "the parents are where their child is: {report:#?}");
        assert!(report.without_head.is_empty(), "{report:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_new_school_without_a_head_is_named() {
    on_sqlite(async |db| {
        let mut files = Files::default();
        for kind in FileKind::ALL {
            files.set(kind, model(kind));
        }
        let whole = model(FileKind::Memberships);
        let left: Vec<&str> = whole.lines().filter(|line| !line.starts_with("D-0002;")).collect();
        files.set(FileKind::Memberships, format!("{}\n", left.join("\n")));
        assert_eq!(apply(db, &files).await.without_head, ["Collège des Érables"]);
    })
    .await;
}

#[tokio::test]
async fn columns_may_be_in_any_order_with_extra_ones() {
    on_sqlite(async |db| {
        let people = "\n\
            \"courriel\";Remarque; PRENOM ;identifiant;Nom\n\
            ;\"une \"\"remarque\"\"\nsur deux lignes\";Élise;e1;\"Morin; épouse \"\"X\"\"\"\n\
            \n;;Côme;e2;Morin\n;;;;\n;;Stéphane;p1; Morin \n;;Karim;t1;Benali\n;;Jean;d1;Lefèvre";
        apply(db, &with(FileKind::People, people)).await;
        let names =
            directory::rows(db, "SELECT last_name FROM person WHERE external_id IN ('e1', 'p1') ORDER BY id");
        assert_eq!(names.await, ["Morin; épouse \"X\"", "Morin"]);
    })
    .await;
}

#[tokio::test]
async fn identifiers_that_a_spreadsheet_must_not_read_as_numbers_are_the_same() {
    on_sqlite(async |db| {
        apply(db, &small()).await;
        let forced = |text: &str| text.replace("\ne1;", "\n=\"e1\";").replace("\np1;", "\n=\"p1\";");
        let report = run(db, &encoded(|text| forced(text).into_bytes()), APPLY).await;
        assert!(report.is_idle() && report.applied, "{report:#?}");
    })
    .await;
}

#[tokio::test]
async fn lines_are_counted_as_an_editor_does() {
    on_sqlite(async |db| {
        for line_end in ["\n", "\r\n"] {
            let people = "identifiant;nom;prenom;courriel;remarque\n\
                e1;Morin;Élise;;\n\
                \n\
                e2;Morin;Côme;;\"une\nremarque\nde trois lignes\"\n\
                p1;Morin;;;\n\
                \n\
                \n\
                t1;\"Be\nnali\";Karim;;\n\
                d1;Lefèvre;Jean;nulle part;\n";
            let report = run(db, &with(FileKind::People, people.replace('\n', line_end)), APPLY).await;
            assert_eq!(
                places(&report, FileKind::People),
                [
                    (7, "prenom", RowRefusal::Empty),
                    (10, "nom", RowRefusal::ControlCharacter),
                    (12, "courriel", RowRefusal::NotAnEmail("nulle part".into())),
                ]
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_about_a_school_is_named_with_its_reason() {
    on_sqlite(async |db| {
        let text = format!(
            "{ESTABLISHMENTS}\
             057005W;Trop court;Metz;;Région;\n\
             0570051w;Deux fois;Metz;;Région;\n\
             0570053Y;;Metz;Europe/Metz;;\n\
             0570054Z;{};\u{7f}Metz;;Région;\n",
            "é".repeat(201)
        );
        let report = run(db, &with(FileKind::Establishments, text), APPLY).await;
        assert_eq!(
            places(&report, FileKind::Establishments),
            [
                (5, "uai", RowRefusal::NotAUai("057005W".into())),
                (6, "uai", RowRefusal::Duplicate { value: "0570051W".into(), first_line: 2 }),
                (7, "nom", RowRefusal::Empty),
                (7, "fuseau", RowRefusal::UnknownTimeZone("Europe/Metz".into())),
                (7, "collectivite", RowRefusal::Empty),
                (8, "nom", RowRefusal::TooLong { max: 200, found: 201 }),
                (8, "ville", RowRefusal::ControlCharacter),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_about_a_person_is_named_with_its_reason() {
    on_sqlite(async |db| {
        let text = format!(
            "{PEOPLE}\
             ;Sans;Identifiant;\n\
             e1;Deux;Fois;\n\
             E2;Autre;Casse;\n\
             x1;Sans;Adresse\n\
             x2;Trop;De;;Champs\n\
             x3;Nom;Prénom;a@b\n\
             x4;Nom;Prénom;a@b@c.fr\n\
             x5;Nom;Prénom;a b@c.fr\n\
             x6;Nom;Prénom;{}@c.fr\n\
             x7;{};Prénom;\n",
            "a".repeat(200),
            "é".repeat(200)
        );
        let report = run(db, &with(FileKind::People, text), APPLY).await;
        assert_eq!(
            places(&report, FileKind::People),
            [
                (7, "identifiant", RowRefusal::Empty),
                (8, "identifiant", RowRefusal::Duplicate { value: "e1".into(), first_line: 2 }),
                (9, "identifiant", RowRefusal::Twin { value: "E2".into(), other: "e2".into() }),
                (11, "", RowRefusal::WrongFieldCount { found: 5, expected: 4 }),
                (12, "courriel", RowRefusal::NotAnEmail("a@b".into())),
                (13, "courriel", RowRefusal::NotAnEmail("a@b@c.fr".into())),
                (14, "courriel", RowRefusal::NotAnEmail("a b@c.fr".into())),
                (15, "courriel", RowRefusal::TooLong { max: 200, found: 205 }),
            ]
        );
        assert_eq!(
            report.refusals[1].sentence(Language::French.words()),
            "usagers.csv, ligne 8, colonne identifiant\u{a0}: «\u{a0}e1\u{a0}» figure déjà à la ligne 2"
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_about_a_membership_is_named_with_its_reason() {
    on_sqlite(async |db| {
        let text = format!(
            "{MEMBERSHIPS}\
             x9;0570051W;enseignant;;;;\n\
             t1;0579999Z;enseignant;;;;\n\
             t1;0570051W;professeur;;;;\n\
             d1;0570051W;National_DIR;6e;;;Anglais\n\
             e1;0570051W;élève;;;CPE;\n\
             p1;0570051W;parent;;;;Anglais\n\
             ;;;;;;x\n"
        );
        let report = run(db, &with(FileKind::Memberships, text), APPLY).await;
        assert_eq!(
            places(&report, FileKind::Memberships),
            [
                (7, "identifiant", RowRefusal::UnknownPerson("x9".into())),
                (8, "uai", RowRefusal::UnknownEstablishment("0579999Z".into())),
                (9, "profil", RowRefusal::UnknownProfile("professeur".into())),
                (10, "niveau", RowRefusal::MakesNoSense(Profile::Management)),
                (10, "discipline", RowRefusal::MakesNoSense(Profile::Management)),
                (11, "fonction", RowRefusal::MakesNoSense(Profile::Student)),
                (12, "discipline", RowRefusal::MakesNoSense(Profile::Parent)),
                (13, "identifiant", RowRefusal::Empty),
                (13, "uai", RowRefusal::Empty),
                (13, "profil", RowRefusal::Empty),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn every_profile_by_code_and_by_name() {
    on_sqlite(async |db| {
        let names = [
            "ÉLÈVE",
            "Parent",
            "enseignant",
            "Direction",
            "Vie scolaire",
            "Personnel administratif et technique",
            "documentaliste",
            "Académie",
            "COLLECTIVITÉ",
        ];
        let mut people = "identifiant;nom;prenom;courriel\n".to_owned();
        let mut lines = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n".to_owned();
        for (number, (name, profile)) in names.into_iter().zip(Profile::ALL).enumerate() {
            writeln!(people, "x{number};Nom;Prénom;").expect("text");
            let (short, several) = (profile.code().trim_start_matches("National_"), format!("{name}s"));
            for word in [name, profile.code(), &profile.code().to_lowercase(), short, &several] {
                writeln!(lines, "x{number};0570051W;{word};;;;").expect("text");
            }
        }
        let mut files = with(FileKind::People, people);
        files.set(FileKind::Memberships, lines);
        files.families = None;
        apply(db, &files).await;
        let expected: Vec<String> =
            (0..9).map(|at| format!("x{at} 0570051W {}", Profile::ALL[at].code())).collect();
        assert_eq!(memberships(db).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_about_a_family_is_named_with_its_reason() {
    on_sqlite(async |db| {
        let text = format!("{FAMILIES}p1;p1\np1;x9\nx8;e1\nt1;d1\n;e1\np1;\n");
        let report = run(db, &with(FileKind::Families, text), APPLY).await;
        assert_eq!(
            places(&report, FileKind::Families),
            [
                (4, "enfant", RowRefusal::OwnParent),
                (5, "enfant", RowRefusal::UnknownPerson("x9".into())),
                (6, "parent", RowRefusal::UnknownPerson("x8".into())),
                (7, "enfant", RowRefusal::NotAStudent("d1".into())),
                (8, "parent", RowRefusal::Empty),
                (9, "enfant", RowRefusal::Empty),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn an_unreadable_file_is_named_and_spoils_no_other() {
    on_sqlite(async |db| {
        // An unreadable file must not make every line of the other files wrong.
        let cases: [(Vec<u8>, Vec<RefusalAt>); 7] = [
            (b"".into(), vec![(0, "", RowRefusal::EmptyFile)]),
            (b"\xef\xbb\xbf".into(), vec![(0, "", RowRefusal::EmptyFile)]),
            (
                "identifiant;nom\ne1;Morin\n".into(),
                vec![(1, "prenom", RowRefusal::MissingColumn), (1, "courriel", RowRefusal::MissingColumn)],
            ),
            ("identifiant;nom;prenom;courriel;nom\n".into(), vec![(1, "nom", RowRefusal::RepeatedColumn)]),
            (
                [PEOPLE.as_bytes(), b"x1;Bro\xe9k;Pr\xc3\xa9nom;\n"].concat(),
                vec![(7, "", RowRefusal::BrokenEncoding)],
            ),
            (
                b"\xef\xbb\xbfidentifiant;nom;prenom;courriel\nx1;\xe9;x;\n".into(),
                vec![(2, "", RowRefusal::BrokenEncoding)],
            ),
            (
                format!("{}e5;\"Ouvert;x;\ne6;Nom;Prénom;\n", PEOPLE.replace('\n', "\r\n")).into(),
                vec![
                    (7, "nom", RowRefusal::ControlCharacter),
                    (7, "prenom", RowRefusal::Empty),
                    (7, "", RowRefusal::UnclosedQuote),
                ],
            ),
        ];
        for (bytes, expected) in cases {
            let report = run(db, &with(FileKind::People, bytes), APPLY).await;
            assert_eq!(places(&report, FileKind::People), expected);
        }
        let report = run(db, &Files::default(), APPLY).await;
        let missing: Vec<(FileName, RowRefusal)> =
            report.refusals.into_iter().map(|refused| (refused.file, refused.refusal)).collect();
        let required = [FileKind::Establishments, FileKind::People, FileKind::Memberships];
        assert_eq!(missing, required.map(|kind| (FileName::Table(kind), RowRefusal::MissingFile)));
    })
    .await;
}

#[tokio::test]
async fn an_unclosed_quote_in_an_ignored_column() {
    on_sqlite(async |db| {
        let text = "identifiant;nom;prenom;courriel;remarque\n\
            e1;Morin;Élise;;\ne2;Morin;Côme;;\"jamais fermé\np1;Morin;S;;\nt1;Benali;K;;\nd1;L;J;;\n";
        let report = run(db, &with(FileKind::People, text), APPLY).await;
        // Without this refusal, three people would be removed unnoticed.
        assert_eq!(places(&report, FileKind::People), [(3, "", RowRefusal::UnclosedQuote)]);
    })
    .await;
}

#[both_engines]
async fn a_hundred_bad_lines_at_once(db: &DatabaseConnection) {
    let mut people = PEOPLE.to_owned();
    for number in 0..100 {
        writeln!(people, "x{number};Nom;;").expect("text");
    }
    let report = run(db, &with(FileKind::People, people), APPLY).await;
    assert_eq!((report.refusals.len(), report.refusals_total, report.applied), (100, 100, false));
    let lines: Vec<Option<u64>> = report.refusals.iter().map(|refused| refused.line).collect();
    assert_eq!(lines, (7..107).map(Some).collect::<Vec<_>>());
    for table in ["establishment", "authority", "campus", "person", "cohort", "membership"] {
        assert_eq!(count(db, table).await, 0, "{table}");
    }
    let written = serde_json::to_string(&report).expect("JSON");
    assert_eq!(serde_json::from_str::<Report>(&written).expect("a report"), report);
}

#[tokio::test]
async fn refusals_beyond_a_thousand_are_only_counted() {
    on_sqlite(async |db| {
        let mut people = PEOPLE.to_owned();
        for number in 0..3_000 {
            writeln!(people, "x{number};Nom;;").expect("text");
        }
        let report = run(db, &with(FileKind::People, people), APPLY).await;
        assert_eq!((report.refusals.len(), report.refusals_total), (KEPT_REFUSALS, 3_000));
    })
    .await;
}
