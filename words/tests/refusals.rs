//! What an import refuses says where it is, and what to do.

use domain::{
    directory::{Container, Reason, RefusedFile, RowRefusal},
    messages::Notice,
};
use words::Language;

/// Under a name of a file of another program stands a record as often as a column.
#[test]
fn a_record_is_not_called_a_column() {
    let french = Language::French.words().directory;
    let english = Language::English.words().directory;
    let missing = RowRefusal::Delivery(Reason::Missing);
    let said = french.refused("eleves.xml", Some(12), Some("givenName (9001)"), &missing);
    assert!(said.starts_with("eleves.xml, ligne 12, givenName (9001)\u{a0}: "), "{said}");
    let said = english.refused("eleves.xml", Some(12), Some("givenName (9001)"), &missing);
    assert!(said.starts_with("eleves.xml, line 12, givenName (9001): "), "{said}");
    let said = french.refused("usagers.csv", Some(2), Some("nom"), &RowRefusal::Empty);
    assert!(said.starts_with("usagers.csv, ligne 2, colonne nom\u{a0}: "), "{said}");
}

/// Nobody unpacks a document, nor saves an archive as a table.
#[test]
fn what_is_not_read_says_what_can_be_done_with_it() {
    for language in [Language::French, Language::English] {
        let of = |container| {
            language.words().directory.refusal(&RowRefusal::Delivery(Reason::Unsupported(container)))
        };
        let unpack = |said: &str| said.contains("décompressez") || said.contains("unpack");
        for container in [Container::Pdf, Container::OldWorkbook, Container::OpenDocument] {
            let said = of(container);
            assert!(!unpack(&said) && said.contains(".xlsx"), "{said}");
        }
        for container in [Container::Tar, Container::Gzip, Container::SevenZip, Container::Rar] {
            let said = of(container);
            assert!(unpack(&said) && !said.contains(".csv"), "{said}");
        }
    }
}

#[test]
fn one_refusal_is_not_several() {
    let of = |language: Language, count| language.words().directory.refusals_counted(count);
    assert_eq!(of(Language::English, 1), "1 refusal: nothing was imported.");
    assert_eq!(of(Language::English, 2), "2 refusals: nothing was imported.");
    assert_eq!(of(Language::French, 2), "2 refus\u{a0}: rien n’a été importé.");
}

#[test]
fn changes_alone_say_which_files_are_missing() {
    for language in [Language::French, Language::English] {
        let why = RowRefusal::Delivery(Reason::DeltaWithoutBase);
        let said = language.words().directory.refusal(&why);
        assert!(said.contains("…_Complet_…") && said.contains("OneRoster"), "{said}");
        let file = Some(RefusedFile { name: "ENT_Delta_20240917_Eleve_0000.xml".to_owned(), why });
        let notice = Notice::ImportHeld { refused: 1, confirmation: None, run: None, file };
        let told = language.words().notifications.text(&notice).paragraphs.remove(0);
        assert!(told.contains("ENT_Delta_20240917_Eleve_0000.xml") && told.contains(&said), "{told}");
    }
}
