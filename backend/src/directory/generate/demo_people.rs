//! The people behind the demonstration's accounts, and their families: always the same.

use std::io::{self, Write};

use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

use super::{
    schools::{LOWER_SCHOOL, UPPER_SCHOOL},
    sheets::{Line, Sheets},
};

/// (identifier, last name, first name)
const PEOPLE: [(&str, &str, &str); 19] = [
    ("demo-admin", "Vautrin", "Dominique"),
    ("demo-direction", "Lefèvre", "Jean-Marc"),
    ("demo-proviseure", "Schaeffer-Aubry", "Hélène"),
    ("demo-enseignant", "Benali", "Karim"),
    ("demo-cpe", "Thiébaut", "Nadège"),
    ("demo-infirmiere", "Colin", "Françoise"),
    ("demo-redacteur", "Lhuillier", "Théo"),
    ("demo-observateur", "Marchal", "Sylvie"),
    ("demo-gestionnaire", "Pierron", "Éric"),
    ("demo-secretariat", "Humbert", "Chantal"),
    ("demo-referent", "Noirot", "Gaël"),
    ("demo-collectivite", "Da Costa", "Inês"),
    ("demo-professeur", "Royer", "Aurélie"),
    ("demo-parent", "Morin", "Stéphane"),
    ("demo-enfant-lycee", "Morin", "Élise"),
    ("demo-enfant-college", "Morin", "Côme"),
    ("demo-eleve", "Kowalczyk", "Zoé"),
    ("demo-mere-eleve", "Kowalczyk", "Agnès"),
    ("demo-pere-eleve", "Bouvier", "Loïc"),
];

const STUDENT: &str = Profile::Student.code();
const TEACHER: &str = Profile::Teacher.code();

/// (identifier, school, profile, [level, sub-level, function, subject], [class, group])
type Membership = (&'static str, &'static str, &'static str, [&'static str; 4], [&'static str; 2]);

const NO_CLASS: [&str; 2] = ["", ""];

const MEMBERSHIPS: [Membership; 18] = [
    (
        "demo-admin",
        UPPER_SCHOOL,
        Profile::LocalAuthority.code(),
        ["", "", "Administrateur du portail", ""],
        NO_CLASS,
    ),
    (
        "demo-direction",
        UPPER_SCHOOL,
        Profile::Management.code(),
        ["", "", HEAD_OF_ESTABLISHMENT, ""],
        NO_CLASS,
    ),
    (
        "demo-proviseure",
        UPPER_SCHOOL,
        Profile::Management.code(),
        ["", "", HEAD_OF_ESTABLISHMENT, ""],
        NO_CLASS,
    ),
    (
        "demo-proviseure",
        LOWER_SCHOOL,
        Profile::Management.code(),
        ["", "", HEAD_OF_ESTABLISHMENT, ""],
        NO_CLASS,
    ),
    ("demo-enseignant", UPPER_SCHOOL, TEACHER, ["2de", "", "", "Mathématiques"], ["2de 3", ""]),
    (
        "demo-enseignant",
        UPPER_SCHOOL,
        TEACHER,
        ["Terminale", "", "Professeur principal", "Mathématiques"],
        ["Term G1", ""],
    ),
    ("demo-cpe", UPPER_SCHOOL, Profile::SchoolLife.code(), ["", "", "CPE", ""], NO_CLASS),
    ("demo-infirmiere", UPPER_SCHOOL, Profile::AdminTechnical.code(), ["", "", "Infirmière", ""], NO_CLASS),
    ("demo-redacteur", UPPER_SCHOOL, Profile::Librarian.code(), ["", "", "Documentaliste", ""], NO_CLASS),
    (
        "demo-observateur",
        UPPER_SCHOOL,
        Profile::Management.code(),
        ["", "", "Chef d'établissement adjoint", ""],
        NO_CLASS,
    ),
    (
        "demo-gestionnaire",
        UPPER_SCHOOL,
        Profile::AdminTechnical.code(),
        ["", "", "Gestionnaire", ""],
        NO_CLASS,
    ),
    ("demo-secretariat", UPPER_SCHOOL, Profile::AdminTechnical.code(), ["", "", "Secrétaire", ""], NO_CLASS),
    (
        "demo-referent",
        UPPER_SCHOOL,
        Profile::AdminTechnical.code(),
        ["", "", "Technicien informatique", ""],
        NO_CLASS,
    ),
    (
        "demo-collectivite",
        UPPER_SCHOOL,
        Profile::LocalAuthority.code(),
        ["", "", "Chargé de mission", ""],
        NO_CLASS,
    ),
    ("demo-professeur", UPPER_SCHOOL, TEACHER, ["1re", "", "", "Lettres modernes"], ["1re G1", ""]),
    ("demo-enfant-lycee", UPPER_SCHOOL, STUDENT, ["1re", "1re générale", "", ""], ["1re G1", "1re Latin"]),
    ("demo-enfant-college", LOWER_SCHOOL, STUDENT, ["5e", "", "", ""], ["5e 2", ""]),
    ("demo-eleve", UPPER_SCHOOL, STUDENT, ["2de", "2de générale et technologique", "", ""], ["2de 3", ""]),
];

/// (parent, child)
const LINKS: [(&str, &str); 4] = [
    ("demo-parent", "demo-enfant-lycee"),
    ("demo-parent", "demo-enfant-college"),
    ("demo-mere-eleve", "demo-eleve"),
    ("demo-pere-eleve", "demo-eleve"),
];

/// Whether one of these people is head of this school.
pub(super) fn has_head(uai: &str) -> bool {
    MEMBERSHIPS
        .iter()
        .any(|(_, school, _, [_, _, function, _], _)| *school == uai && *function == HEAD_OF_ESTABLISHMENT)
}

/// Writes these people, and returns how many they are.
pub(super) fn write<W: Write>(sheets: &mut Sheets<W>) -> io::Result<u32> {
    let mut count = 0;
    for (id, last_name, first_name) in PEOPLE {
        sheets.person(id, last_name, first_name, &format!("{id}@portevoix.example"))?;
        count += 1;
    }
    for (id, uai, profile, [level, sub_level, function, subject], [class, group]) in MEMBERSHIPS {
        sheets.membership(id, uai, Line { profile, level, sub_level, function, subject, class, group })?;
    }
    for (parent, child) in LINKS {
        sheets.link(parent, child)?;
    }
    Ok(count)
}
