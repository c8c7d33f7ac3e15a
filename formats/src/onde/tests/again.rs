//! Guardians and teachers of an extraction after another one.

use super::*;

const HEADER: &str = "Nom responsable;Prénom responsable;Courriel;Nom de famille enfant;Prénom enfant;Classes enfants;Nom de famille enfant;Prénom enfant;Classes enfants";

/// The links of an extraction, where the directory has those of another one.
fn links(rows: &[&str], before: &[(String, String)]) -> Vec<(String, String)> {
    let guardians = format!("{HEADER}\n{}\n", rows.join("\n"));
    let files = [("e.csv", PUPILS.to_owned()), ("r.csv", guardians)];
    let files = files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec();
    let mut source = Source::memory(files, Limits::default()).expect("files");
    let mut known = Before::default();
    for (guardian, child) in before {
        known.guardians.entry(guardian.clone()).or_default().insert(child.clone());
    }
    let mut directory = Directory::default();
    let outcome = read_knowing(&mut source, "0570100A", &known, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    assert_eq!(outcome.problems.kept(), []);
    directory.links().into_iter().collect()
}

fn guardians(links: &[(String, String)]) -> BTreeSet<&str> {
    links.iter().map(|(guardian, _)| guardian.as_str()).collect()
}

#[test]
fn a_guardian_stays_the_same_with_another_address_or_another_child() {
    let first = links(&["PETIT;Marie;a@courriel.example;MORIN;Élise;CE1 A"], &[]);
    let [silent, of_tom] = ["MORIN;Élise;CE1 A", "MORIN;Tom;CP B"]
        .map(|child| links(&[format!("PETIT;Marie;;{child}").as_str()], &[]));
    assert_ne!(guardians(&first), guardians(&silent));
    for (before, row) in [
        (&first, "PETIT;Marie;b@courriel.example;MORIN;Élise;CE1 A"),
        (&first, "PETIT;Marie;;MORIN;Élise;CE1 A"),
        (&silent, "PETIT;Marie;a@courriel.example;MORIN;Élise;CE1 A"),
        (&of_tom, "PETIT;Marie;;MORIN;Élise;CE1 A;MORIN;Tom;CP B"),
        (&first, "PETIT;Marie;b@courriel.example;MORIN;Tom;CP B;MORIN;Élise;CE1 A"),
    ] {
        let again = links(&[row], before);
        assert_eq!(guardians(&again), guardians(before), "{row}");
        assert_eq!(guardians(&links(&[row], &again)), guardians(before), "and the next time: {row}");
    }
}

#[test]
fn a_guardian_of_another_child_or_beside_a_namesake_is_somebody_else() {
    let row = "PETIT;Marie;a@courriel.example;MORIN;Élise;CE1 A";
    let first = links(&[row], &[]);
    let other = links(&["PETIT;Marie;b@courriel.example;MORIN;Tom;CP B"], &first);
    assert!(guardians(&other).is_disjoint(&guardians(&first)), "no child in common");
    let named = links(&["PETIT;Maria;b@courriel.example;MORIN;Élise;CE1 A"], &first);
    assert!(guardians(&named).is_disjoint(&guardians(&first)), "another name");
    let namesake = "PETIT;Marie;b@courriel.example;MORIN;Élise;CE1 A";
    let both = links(&[row, namesake], &first);
    assert!(both.len() == 2 && guardians(&both).is_superset(&guardians(&first)), "{both:?}");
    let third = "PETIT;Marie;c@courriel.example;MORIN;Élise;CE1 A";
    assert!(guardians(&links(&[third], &both)).is_disjoint(&guardians(&both)), "which of the two is it?");
    let two = links(&[namesake, third], &first);
    assert!(two.len() == 2 && guardians(&two).is_disjoint(&guardians(&first)), "who of them is it?");
}

/// The identifiers of the teachers of an extraction, where the directory has some.
fn teachers(rows: &[&str], before: &[(&str, &str)]) -> Vec<String> {
    let teachers = format!("Nom;Prénom;Courriel;Directeur;Classe\n{}\n", rows.join("\n"));
    let files = [("e.csv", PUPILS.to_owned()), ("t.csv", teachers)];
    let files = files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec();
    let mut source = Source::memory(files, Limits::default()).expect("files");
    let mut known = Before::default();
    for (teacher, sign) in before {
        known.teachers.entry((*teacher).to_owned()).or_default().insert((*sign).to_owned());
    }
    let mut directory = Directory::default();
    let outcome = read_knowing(&mut source, "0570100A", &known, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    assert_eq!(outcome.problems.kept(), []);
    directory.people().into_keys().filter(|key| key.contains("-ens-")).collect()
}

#[test]
fn a_teacher_stays_the_same_with_another_address() {
    let one = |row: &str, before: &[(&str, &str)]| teachers(&[row], before).concat();
    let head = one("PETIT;Marie;a@ecole.example;oui;", &[]);
    let silent = one("PETIT;Marie;;non;CE1 A", &[]);
    assert_eq!(silent, "0570100A-ens-petit-marie");
    let (directs, teaches) = ([(head.as_str(), "Chef d'établissement")], [(silent.as_str(), "CE1 A")]);
    for row in ["PETIT;Marie;b@ecole.example;oui;", "PETIT;Marie;;oui;CE1 A"] {
        assert_eq!(one(row, &directs), head, "{row}");
    }
    assert_eq!(one("PETIT;Marie;b@ecole.example;non;Ce1 a", &teaches), silent);
    for row in ["PETIT;Marie;b@ecole.example;non;CP B", "PETIT;Marie-Anne;b@ecole.example;non;CE1 A"] {
        assert_ne!(one(row, &teaches), silent, "another class or another name: {row}");
    }
    let both = ["PETIT;Marie;;non;CE1 A", "PETIT;Marie;b@ecole.example;non;CE1 A"];
    assert_eq!(teachers(&both, &teaches).len(), 2, "both are there");
}
