use std::fmt::Write as _;

use encoding_rs::WINDOWS_1252;

use super::world::{Pupil, World, pick};

const LEVELS: [&str; 4] = ["CP", "CE1", "CE2", "CM1"];

/// The extractions of ONDE for one school: Windows-1252, cells left out at the end of a row, and
/// children of one name that only the class tells apart, or not even the class.
pub fn onde(world: &World, school: u64) -> Vec<(String, Vec<u8>)> {
    let pupils: Vec<Pupil> = world.pupils_of(school).collect();
    vec![
        file("CSVExtraction-eleves.csv", &pupils_of(&pupils)),
        file("CSVExtraction-responsables.csv", &guardians(world, &pupils)),
        file("CSVExtraction-enseignants.csv", TEACHERS),
    ]
}

const TEACHERS: &str = "Civilité;Nom usage;Nom;Prénom;Courriel;Directeur;Classe\r\n\
    Mme;;BENALI;Nora;ecole@ac-essai.example;oui;CP A\r\nM.;;PETIT;Jean;;non;CE1 A\r\n";

fn file(name: &str, text: &str) -> (String, Vec<u8>) {
    (name.to_owned(), WINDOWS_1252.encode(text).0.into_owned())
}

fn class(pupil: &Pupil) -> String {
    format!("{} {}", pick(&LEVELS, pupil.class), pick(&["A", "B", "C"], pupil.class / 4))
}

fn pupils_of(pupils: &[Pupil]) -> String {
    let mut text = "Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Sexe; Cycle;Niveau;Classe;Attestation fournie\r\n".to_owned();
    for pupil in pupils {
        let level = pick(&LEVELS, pupil.class);
        let day = 1 + pupil.number % 28;
        let _ = write!(
            text,
            "{};;{};2016-03-{day:02};F;CYCLE II;{level};{}\r\n",
            pupil.last_name,
            pupil.first_name,
            class(pupil)
        );
    }
    text
}

fn guardians(world: &World, pupils: &[Pupil]) -> String {
    let mut text = "Civilité Responsable;Nom responsable;Prénom responsable;Courriel".to_owned();
    for _ in 0..2 {
        text.push_str(";Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants");
    }
    text.push_str("\r\n");
    let mut known = Vec::new();
    for pupil in pupils {
        for (number, _) in &pupil.adults {
            let Some(adult) = world.adult(*number).filter(|_| !known.contains(number)) else { continue };
            known.push(*number);
            let _ = write!(text, "Mme;{};{};{}", adult.last_name, adult.first_name, adult.email);
            let children =
                pupils.iter().filter(|child| child.adults.iter().any(|(other, _)| other == number));
            for child in children {
                let _ = write!(text, ";;{};{};{}", child.last_name, child.first_name, class(child));
            }
            text.push_str("\r\n");
        }
    }
    text
}
