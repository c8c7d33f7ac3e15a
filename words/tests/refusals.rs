//! What an import refuses says where it is, and what to do.

use domain::{
    directory::{Reason, RefusedFile, RowRefusal},
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
