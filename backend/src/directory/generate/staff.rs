use std::io::{self, Write};

use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

use super::{
    Maker, classes, demo_people,
    names::{email, first_name, last_name},
    schools::{School, SchoolKind},
    sheets::Line,
};

const LOWER_LEVELS: [&str; 4] = ["6e", "5e", "4e", "3e"];
const UPPER_LEVELS: [&str; 3] = ["2de", "1re", "Terminale"];

const LOWER_SUBJECTS: [&str; 13] = [
    "Mathématiques",
    "Lettres modernes",
    "Lettres classiques",
    "Histoire-géographie",
    "Anglais",
    "Allemand",
    "Espagnol",
    "Physique-chimie",
    "Sciences de la vie et de la Terre",
    "Technologie",
    "Arts plastiques",
    "Éducation musicale",
    "Éducation physique et sportive",
];
const UPPER_SUBJECTS: [&str; 14] = [
    "Mathématiques",
    "Lettres modernes",
    "Lettres classiques",
    "Histoire-géographie",
    "Anglais",
    "Allemand",
    "Espagnol",
    "Physique-chimie",
    "Sciences de la vie et de la Terre",
    "Philosophie",
    "Sciences économiques et sociales",
    "Économie et gestion",
    "Numérique et sciences informatiques",
    "Éducation physique et sportive",
];

/// (profile, function, how many per thousand people)
const FUNCTIONS: [(Profile, &str, u32); 17] = [
    (Profile::Management, HEAD_OF_ESTABLISHMENT, 1),
    (Profile::Management, "Chef d'établissement adjoint", 1),
    (Profile::SchoolLife, "CPE", 2),
    (Profile::SchoolLife, "Assistant d'éducation", 7),
    (Profile::AdminTechnical, "Gestionnaire", 1),
    (Profile::AdminTechnical, "Secrétaire", 2),
    (Profile::AdminTechnical, "Infirmière", 1),
    (Profile::AdminTechnical, "Copsy", 1),
    (Profile::AdminTechnical, "Assistante sociale", 1),
    (Profile::AdminTechnical, "Agent d'accueil", 1),
    (Profile::AdminTechnical, "Agent d'entretien", 3),
    (Profile::AdminTechnical, "Cuisinier", 2),
    (Profile::AdminTechnical, "Technicien informatique", 1),
    (Profile::AdminTechnical, "Technicien de laboratoire", 1),
    (Profile::Librarian, "Documentaliste", 1),
    (Profile::Academy, "Inspecteur", 1),
    (Profile::LocalAuthority, "Chargé de mission", 1),
];

impl<W: Write> Maker<W> {
    /// Writes everybody who works in `school`; some teachers also work in another school of the
    /// site.
    pub(super) fn staff(&mut self, site: &[School], school: &School) -> io::Result<()> {
        for (profile, function, for_a_thousand) in FUNCTIONS {
            if function == HEAD_OF_ESTABLISHMENT && demo_people::has_head(&school.uai) {
                continue;
            }
            let count = (for_a_thousand * school.people).div_ceil(1_200).max(1);
            for _ in 0..count {
                let id = self.worker()?;
                let line = Line { profile: profile.code(), function, ..Line::default() };
                self.sheets.membership(&id, &school.uai, line)?;
            }
        }
        for _ in 0..school.people / 16 {
            let id = self.worker()?;
            let subjects = subjects(school.kind);
            let how_many = if self.dice.percent(12) { 2 } else { 1 };
            let mut taught: Vec<&str> = self.dice.pick_some(subjects, how_many);
            self.teaching(&id, school, &taught)?;
            if let Some(other) = site.iter().find(|other| other.uai != school.uai)
                && self.dice.percent(10)
            {
                taught.truncate(1);
                self.teaching(&id, other, &taught)?;
            }
        }
        Ok(())
    }

    fn worker(&mut self) -> io::Result<String> {
        let id = self.next_id("per");
        let first = first_name(&mut self.dice);
        let last = last_name(&mut self.dice);
        let email = email(first, &last, self.made, "etablissement");
        self.sheets.person(&id, &last, first, &email)?;
        Ok(id)
    }

    /// Writes one line for each level and subject.
    fn teaching(&mut self, id: &str, school: &School, taught: &[&str]) -> io::Result<()> {
        let count = self.dice.between(1, 3);
        let levels = self.dice.pick_some(levels(school.kind), count);
        let form_teacher = self.dice.percent(20);
        for subject in taught {
            for (position, level) in levels.iter().enumerate() {
                let function = if form_teacher && position == 0 { "Professeur principal" } else { "" };
                let profile = Profile::Teacher.code();
                let number = self.made + u32::try_from(position).unwrap_or_default();
                let [class, group] = &classes::taught(school, level, subject, number);
                let line = Line { profile, level, function, subject, class, group, ..Line::default() };
                self.sheets.membership(id, &school.uai, line)?;
            }
        }
        Ok(())
    }
}

const fn subjects(kind: SchoolKind) -> &'static [&'static str] {
    match kind {
        SchoolKind::LowerSecondary => &LOWER_SUBJECTS,
        SchoolKind::UpperSecondary => &UPPER_SUBJECTS,
    }
}

const fn levels(kind: SchoolKind) -> &'static [&'static str] {
    match kind {
        SchoolKind::LowerSecondary => &LOWER_LEVELS,
        SchoolKind::UpperSecondary => &UPPER_LEVELS,
    }
}
