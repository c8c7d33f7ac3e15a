//! Which classes and groups the schools have. They are computed from numbers and not drawn at random,
//! so that the same seed still gives the same people.

use super::schools::{School, SchoolKind};

/// One programme of a school.
#[derive(Clone, Copy)]
pub(super) struct Programme {
    pub(super) level: &'static str,
    pub(super) sub_level: &'static str,
    /// Percentage of the pupils.
    pub(super) share: u32,
    /// The names of its classes begin so.
    prefix: &'static str,
}

const fn programme(
    level: &'static str,
    sub_level: &'static str,
    share: u32,
    prefix: &'static str,
) -> Programme {
    Programme { level, sub_level, share, prefix }
}

const LOWER: [Programme; 5] = [
    programme("6e", "", 26, "6e "),
    programme("5e", "", 25, "5e "),
    programme("4e", "", 25, "4e "),
    programme("3e", "3e générale", 20, "3e "),
    programme("3e", "3e prépa-métiers", 4, "3e PM"),
];
const UPPER: [Programme; 7] = [
    programme("2de", "2de générale et technologique", 36, "2de "),
    programme("1re", "1re générale", 21, "1re G"),
    programme("1re", "1re technologique (STMG)", 7, "1re STMG"),
    programme("1re", "1re technologique (STI2D)", 4, "1re STI2D"),
    programme("Terminale", "Terminale générale", 21, "Term G"),
    programme("Terminale", "Terminale technologique (STMG)", 7, "Term STMG"),
    programme("Terminale", "Terminale technologique (STI2D)", 4, "Term STI2D"),
];

/// Pupils of one class.
const PUPILS: u32 = 28;
/// Percentage of pupils among the people of a school.
const PUPILS_AMONG_PEOPLE: u32 = 45;
/// What some pupils of several classes learn together.
const OPTIONS: [&str; 3] = ["Latin", "Section européenne", "Théâtre"];

pub(super) const fn programmes(kind: SchoolKind) -> &'static [Programme] {
    match kind {
        SchoolKind::LowerSecondary => &LOWER,
        SchoolKind::UpperSecondary => &UPPER,
    }
}

impl Programme {
    /// How many classes it has in a school.
    fn classes(&self, school: &School) -> u32 {
        let pupils = school.people * PUPILS_AMONG_PEOPLE / 100 * self.share / 100;
        pupils.div_ceil(PUPILS).max(1)
    }

    /// One of its classes: `number` distributes the pupils.
    pub(super) fn class(&self, school: &School, number: u32) -> String {
        format!("{}{}", self.prefix, number % self.classes(school) + 1)
    }
}

/// The group of a pupil: three pupils in ten are in one.
pub(super) fn group(level: &str, number: u32) -> String {
    let number = number / 7;
    let option = OPTIONS[(number / 10) as usize % OPTIONS.len()];
    if number % 10 < 3 { format!("{level} {option}") } else { String::new() }
}

/// The class or the group that a teacher has at a level.
pub(super) fn taught(school: &School, level: &str, subject: &str, mut number: u32) -> [String; 2] {
    if subject == "Lettres classiques" {
        return [String::new(), format!("{level} {}", OPTIONS[0])];
    }
    let of_level = || programmes(school.kind).iter().filter(move |programme| programme.level == level);
    number %= of_level().map(|programme| programme.classes(school)).sum::<u32>().max(1);
    for programme in of_level() {
        let classes = programme.classes(school);
        if number < classes {
            return [programme.class(school, number), String::new()];
        }
        number -= classes;
    }
    [String::new(), String::new()]
}
