//! Both degrees in one folder: two deliveries beside one another.

use super::*;
use crate::{Problem, record::Person};

const CHILD: &str = "ENTPersonJointure=9501\nENTPersonNom=MORIN\nENTPersonPrenom=Lou\nENTPersonStructRattach=78\nENTEleveNiveau=1122$CE1\nENTPersonClasses=78$11$ORDINAIRE$500$CE1 de Mme X\nENTEleveAutoriteParentale=9101$10";

/// The files of the first degree: one pupil, a sibling of the one of the second degree.
fn first_degree(prefix: &str, feed: &str, date: &str, pupils: &str) -> Vec<(String, Vec<u8>)> {
    let school =
        SCHOOL.replace("=77", "=78").replace("0570051W", "0570099A").replace("COLLEGE", "ECOLE ELEMENTAIRE");
    let parent = "ENTPersonJointure=9101\nENTPersonNom=MORIN\nENTPersonPrenom=Adulte 9101\nENTPersonMail=a9101@courriel.example";
    let staff = "ENTPersonJointure=1\nENTPersonNom=ROY\nENTPersonPrenom=Ana\nENTPersonFonctions=78$ENS$ENSEIGNEMENT$-$SANS OBJET";
    let delivered = Delivered::new(
        feed,
        date,
        &[
            ("EtabEducNat", record("addRequest", "EtabEducNat", "78", &school)),
            ("Eleve", pupils.to_owned()),
            ("PersRelEleve", record("addRequest", "PersRelEleve", "9101", parent)),
            ("PersEducNat", record("addRequest", "PersEducNat", "1", staff)),
        ],
    );
    let renamed = |(name, bytes): (String, Vec<u8>)| (name.replacen("ENT_", prefix, 1), bytes);
    delivered.files.into_iter().map(renamed).collect()
}

fn second_degree() -> Vec<(String, Vec<u8>)> {
    let staff = "ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\nmail=ana.roy@ac.example\nENTPersonFonctions=77$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES";
    Delivered::complete(PUPIL, &record("addRequest", "PersEducNat", "1", staff)).files
}

fn child() -> String {
    record("addRequest", "Eleve", "9501", CHILD)
}

fn told(files: Vec<(String, Vec<u8>)>) -> Result<Vec<Delivery>, Problem> {
    deliveries(&mut Source::memory(files, Limits::default()).expect("files"))
}

fn degrees(deliveries: &[Delivery]) -> Vec<(Degree, Feed, usize)> {
    let each = deliveries.iter().map(|delivery| (delivery.degree, delivery.feed, delivery.parts.len()));
    each.collect()
}

#[test]
fn they_are_told_by_their_content() {
    let mut files = second_degree();
    files.extend(first_degree("ENT1D_", "Complet", "_20240910", &child()));
    let found = told(files).expect("two deliveries");
    // The structures name no attribute that only one degree has: the files beside them do.
    let two = [(Degree::Second, Feed::Complete, 4), (Degree::First, Feed::Complete, 4)];
    assert_eq!(degrees(&found), two);
    assert!(found.iter().all(|delivery| !delivery.problems.stops()));

    let mut files = second_degree();
    files.extend(first_degree("ENT1D_", "Complet", "_20240910", &child()));
    let gone = record("deleteRequest", "Eleve", "9501", "");
    files.extend(first_degree("ENT1D_", "Delta", "_20240911", &gone));
    let found = told(files).expect("two deliveries and a delta");
    let last = [(Degree::Second, 4), (Degree::First, 4), (Degree::First, 4)];
    assert_eq!(found.iter().map(|one| (one.degree, one.parts.len())).collect::<Vec<_>>(), last);

    let mut files = second_degree();
    files.extend(first_degree("AUTRE1D_", "Complet", "_20240910", &child()));
    files.extend(first_degree("ENT1D_", "Complet", "_20240910", &child()));
    let mixed = told(files).expect_err("two projects of one degree");
    let names = vec!["AUTRE1D".to_owned(), "ENT1D".to_owned()];
    assert_eq!(mixed.reason, Reason::SeveralFeeds { names });
}

#[test]
fn archives_with_the_same_names_are_told_apart() {
    let zipped = |files: Vec<(String, Vec<u8>)>| {
        use std::io::{Cursor, Write as _};
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
            zip.write_all(&bytes).expect("bytes");
        }
        zip.finish().expect("a zip").into_inner()
    };
    let files = vec![
        ("premier.zip".to_owned(), zipped(first_degree("ENT_", "Complet", "_20240916", &child()))),
        ("second.zip".to_owned(), zipped(second_degree())),
    ];
    let found = told(files).expect("two deliveries");
    let two = [(Degree::Second, Feed::Complete, 4), (Degree::First, Feed::Complete, 4)];
    assert_eq!(degrees(&found), two);
    assert!(found.iter().all(|delivery| !delivery.problems.stops()), "{found:?}");

    // Uploaded together, from two folders: the structures have to say it themselves.
    let mut files = first_degree("ENT_", "Complet", "_20240916", &child());
    let school = String::from_utf8(files[0].1.clone()).expect("text");
    let sector = "<attr name=\"ENTEcoleSecteur\"><value>PU</value></attr><attr name=\"ENTStructureUAI\">";
    files[0].1 = school.replacen("<attr name=\"ENTStructureUAI\">", sector, 1).into_bytes();
    files.extend(second_degree());
    let found = told(files).expect("two deliveries");
    assert_eq!(degrees(&found), two);
    assert!(found.iter().all(|delivery| !delivery.problems.stops()), "{found:?}");
}

#[test]
fn somebody_in_both_has_what_both_say() {
    let read_alone = |files| Delivered { files }.read().0;
    let mut both = read_alone(second_degree());
    let first = read_alone(first_degree("ENT_", "Complet", "_20240916", &child()));
    assert_eq!(both.beside(first.clone()), [], "the names are the same");
    let teacher = both.known("12-1").expect("a teacher");
    let schools: Vec<&str> = teacher.memberships.iter().map(|row| row.school.as_str()).collect();
    assert_eq!(schools, ["0570051W", "0570099A"]);
    assert_eq!(teacher.person.email, "ana.roy@ac.example", "the one address that is known");
    let links: Vec<_> = both.links().into_iter().collect();
    let of = |parent: &str, child: &str| (format!("12-{parent}"), format!("12-{child}"));
    assert_eq!(links, [of("9101", "9001"), of("9101", "9501"), of("9102", "9001")]);

    let mut other = first;
    let renamed =
        Person { last_name: "ROY-MOREL".to_owned(), ..other.known("12-1").expect("a teacher").person };
    other.apply(Feed::Delta, Record::Person(renamed));
    let mut both = read_alone(second_degree());
    assert_eq!(both.beside(other), [Note::Repeated("12-1".to_owned())]);
    assert_eq!(both.known("12-1").expect("a teacher").person.last_name, "ROY");
}
