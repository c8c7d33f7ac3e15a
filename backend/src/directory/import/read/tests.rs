//! Reading any bytes ends, and never panics.

use formats::Reason;
use proptest::prelude::*;

use super::{
    super::{FileKind, Files, Progress, RowRefusal},
    decode::{Lines, decode},
    read,
};

fn files(bytes: [Option<Vec<u8>>; 4]) -> Files {
    let mut files = Files::default();
    for (kind, bytes) in FileKind::ALL.into_iter().zip(bytes) {
        if let Some(bytes) = bytes {
            files.set(kind, bytes);
        }
    }
    files
}

/// Bytes under a valid header: they get further than pure noise.
fn table(header: &'static str) -> impl Strategy<Value = Option<Vec<u8>>> {
    let words = prop::sample::select(vec![
        ";",
        ",",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "e1",
        "e2",
        "0570051W",
        "élève",
        "National_TUT",
        "a@b.fr",
        "\u{0}",
        "é",
        " ",
        "6e",
        "\u{a0}",
    ]);
    let noise = prop::collection::vec(any::<u8>(), 0..6);
    let pieces = prop_oneof![8 => words.prop_map(|word| word.as_bytes().to_vec()), 1 => noise];
    let body = prop::collection::vec(pieces, 0..60).prop_map(move |pieces| {
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(pieces.concat());
        bytes
    });
    prop_oneof![1 => Just(None), 9 => body.prop_map(Some)]
}

proptest! {
    #[test]
    fn reading_noise_never_panics(bytes in prop::array::uniform4(prop::option::of(prop::collection::vec(any::<u8>(), 0..200)))) {
        let (_, refusals) = read(&files(bytes), Vec::new(), &|_| ());
        prop_assert!(!refusals.is_empty());
    }

    #[test]
    fn reading_broken_tables_never_panics(
        establishments in table("uai;nom;ville;fuseau;collectivite;cite_scolaire\n"),
        people in table("identifiant;nom;prenom;courriel\n"),
        memberships in table("identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n"),
        families in table("parent;enfant\n"),
    ) {
        let files = files([establishments, people, memberships, families]);
        let (wanted, _) = read(&files, vec!["0570051W".to_owned()], &|_| ());
        prop_assert!(wanted.memberships.is_sorted());
        let people = wanted.people.len();
        prop_assert!(wanted.memberships.iter().all(|pair| (pair.0 as usize) < people));
        prop_assert!(wanted.memberships.iter().all(|pair| (pair.1 as usize) < wanted.cohorts.keys.len()));
        prop_assert!(wanted.links.unwrap_or_default().iter().all(|pair| (pair.0.max(pair.1) as usize) < people));
    }

    #[test]
    fn lines_are_counted_like_the_standard_library(text in "[ab\n]{0,40}(\r\n[ab]{0,3}){0,9}", cut in 0usize..60) {
        let cut = (0..=cut.min(text.len())).rev().find(|cut| text.is_char_boundary(*cut)).unwrap_or(0);
        let expected = 1 + text[..cut].matches('\n').count() as u64;
        prop_assert_eq!(Lines::new(text.as_bytes()).at(cut), expected);
    }

    #[test]
    fn decoding_returns_the_text(text in "\\PC{0,80}") {
        prop_assert_eq!(decode(text.as_bytes()).expect("UTF-8"), text.as_str());
        let marked = format!("\u{feff}{text}");
        prop_assert_eq!(decode(marked.as_bytes()).expect("UTF-8"), text.as_str());
    }
}

#[test]
fn what_a_spreadsheet_spoiled_is_refused_with_its_place() {
    let people =
        b"identifiant;nom;prenom;courriel\ne1;Roy;Ana;\n1,23457E+11;#NOM?;Lou;\n9001-12-01;Adam;Zoe;\n";
    let memberships = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline;classe\n\
        e1;0570051W;élève;6e;;;;6,00E+03\ne1;0570051W;élève;6e;;;;05-mars\n";
    let files = files([None, Some(people.to_vec()), Some(memberships.as_bytes().to_vec()), None]);
    let (_, refusals) = read(&files, vec!["0570051W".to_owned()], &|_| ());
    let (listed, total) = refusals.into_list();
    let found: Vec<_> =
        listed.iter().map(|one| (one.line, one.column.as_deref(), one.refusal.clone())).collect();
    let converted = |value: &str| RowRefusal::Delivery(Reason::Converted { value: value.to_owned() });
    let error = RowRefusal::Delivery(Reason::BadCell { value: "#NOM?".to_owned() });
    assert_eq!(
        found,
        [
            (Some(3), Some("identifiant"), converted("1,23457E+11")),
            (Some(3), Some("nom"), error),
            (Some(4), Some("identifiant"), converted("9001-12-01")),
            (Some(2), Some("classe"), converted("6,00E+03")),
            (Some(3), Some("classe"), converted("05-mars")),
        ]
    );
    assert_eq!(total, 5);
}

#[test]
fn a_table_that_goes_while_others_are_read_is_missed() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |kind: FileKind| folder.path().join(kind.file_name());
    std::fs::write(place(FileKind::People), "identifiant;nom;prenom;courriel\ne1;Roy;Ana;\n")
        .expect("a table");
    let memberships =
        "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\ne1;0570051W;élève;6e;;;\n";
    std::fs::write(place(FileKind::Memberships), memberships).expect("a table");
    let goes = |progress: Progress| {
        if progress.done > 0 {
            let _ = std::fs::remove_file(place(FileKind::Memberships));
        }
    };
    let files = Files { folder: Some(folder.path().to_owned()), ..Files::default() };
    let (_, refusals) = read(&files, vec!["0570051W".to_owned()], &goes);
    let (listed, total) = refusals.into_list();
    assert_eq!((total, &listed[0].refusal), (1, &RowRefusal::MissingFile), "{listed:?}");
    assert_eq!(listed[0].file, FileKind::Memberships);
}
