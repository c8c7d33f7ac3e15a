use super::dice::dice;

const FIRST_NAMES: [&str; 24] = [
    "Élise",
    "Noé",
    "Chloé",
    "Léo",
    "Inès",
    "Maël",
    "Zoé",
    "Loïc",
    "Anaïs",
    "François",
    "Hélène",
    "Jean-Luc",
    "Aïcha",
    "Karim",
    "Maya",
    "Tom",
    "Lou",
    "Sacha",
    "Nora",
    "Hugo",
    "Jade",
    "Adam",
    "Rose",
    "Yann",
];
const LAST_NAMES: [&str; 24] = [
    "MORIN",
    "BENALI",
    "LEFÈVRE",
    "D'ALMEIDA",
    "GARCIA",
    "PETIT",
    "ROUX",
    "FAURE",
    "ANDRÉ",
    "MERCIER",
    "BLANC",
    "GUÉRIN",
    "BOYER",
    "GARNIER",
    "CHEVALIER",
    "N'DIAYE",
    "LE GALL",
    "ROUSSEL",
    "NOËL",
    "MASSON",
    "DUVAL",
    "COLIN",
    "VIDAL",
    "ÇELIK",
];
const PUPILS_OF_FAMILY: u64 = 2;
const STAFF_OF_SCHOOL: u64 = 30;
const CLASSES: u64 = 12;

/// One of a list, by a number of any size.
pub(super) fn pick<T: Copy>(list: &[T], number: u64) -> T {
    let position = usize::try_from(number % list.len() as u64).unwrap_or_default();
    list[position]
}

/// A directory that changes from night to night.
#[derive(Clone, Copy, Debug)]
pub struct World {
    pub seed: u64,
    pub pupils: u64,
    pub pupils_of_school: u64,
    /// How many nights have passed since the first delivery; 2 % change in each.
    pub night: u64,
    /// Written as a delivery of the first degree: other pupils and schools, and half of the families and
    /// some teachers are those of the second degree with the same seed.
    pub first_degree: bool,
}

pub(super) struct Pupil {
    pub(super) number: u64,
    pub(super) last_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) school: u64,
    pub(super) class: u64,
    /// What is written about the adults of the family: number and the five codes.
    pub(super) adults: Vec<(u64, &'static str)>,
}

pub(super) struct Adult {
    pub(super) number: u64,
    pub(super) last_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) email: String,
}

pub(super) struct Employee {
    pub(super) number: u64,
    pub(super) last_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) school: u64,
    /// Position among the staff of the school, which decides the function.
    pub(super) place: u64,
    pub(super) classes: Vec<u64>,
}

impl World {
    pub const fn new(seed: u64, pupils: u64) -> Self {
        Self { seed, pupils, pupils_of_school: 300, night: 0, first_degree: false }
    }

    /// The same directory some nights later.
    #[must_use]
    pub const fn after(self, nights: u64) -> Self {
        Self { night: self.night + nights, ..self }
    }

    pub(super) const fn schools(&self) -> u64 {
        self.pupils.div_ceil(self.pupils_of_school)
    }

    /// How often a record changed until this night.
    fn version(&self, number: u64, purpose: u64) -> u64 {
        (1..=self.night)
            .filter(|night| dice(self.seed, number, purpose + 31 * night).is_multiple_of(50))
            .count() as u64
    }

    /// Some come later, some leave.
    fn is_there(&self, pupil: u64) -> bool {
        let comes =
            if dice(self.seed, pupil, 5).is_multiple_of(40) { 1 + dice(self.seed, pupil, 6) % 4 } else { 0 };
        let leaves = if dice(self.seed, pupil, 7).is_multiple_of(40) {
            1 + dice(self.seed, pupil, 8) % 4
        } else {
            u64::MAX
        };
        comes <= self.night && self.night < leaves
    }

    fn name(&self, number: u64, purpose: u64) -> &'static str {
        pick(&LAST_NAMES, dice(self.seed, number, purpose))
    }

    fn first_name(&self, number: u64, purpose: u64) -> &'static str {
        pick(&FIRST_NAMES, dice(self.seed, number, purpose))
    }

    pub(super) fn pupil(&self, number: u64) -> Option<Pupil> {
        if !self.is_there(number) {
            return None;
        }
        let family = number / PUPILS_OF_FAMILY;
        let version = self.version(number, 100);
        let mut adults =
            vec![(2 * family, if family.is_multiple_of(2) { "10$1$1$1$1" } else { "2$1$1$0$1" })];
        adults.push(match dice(self.seed, family, 11) % 6 {
            // Old codes, where 2 is the second legal representative.
            0 => (2 * family + 1, "1$0$2$0$0"),
            1 => (2 * family + 1, "42$0$2$1$0"),
            2 => (2 * family + 1, "90$0$0$1$0"),
            _ => (2 * family + 1, "20$0$1$1$0"),
        });
        if version % 2 == 1 {
            // Somebody who was a parent becomes a mere contact, or the other way round.
            let last = adults.len() - 1;
            adults[last].1 = if adults[last].1.contains("$0$0$1$0") { "20$0$1$1$0" } else { "90$0$0$1$0" };
        }
        Some(Pupil {
            number,
            last_name: self.name(family, 1),
            first_name: self.first_name(number, 2),
            school: number / self.pupils_of_school,
            class: (dice(self.seed, number, 3) + version) % CLASSES,
            adults,
        })
    }

    pub(super) fn pupils_of(&self, school: u64) -> impl Iterator<Item = Pupil> {
        let first = school * self.pupils_of_school;
        let last = (first + self.pupils_of_school).min(self.pupils);
        (first..last).filter_map(move |number| self.pupil(number))
    }

    pub(super) const fn adults(&self) -> u64 {
        2 * self.pupils.div_ceil(PUPILS_OF_FAMILY)
    }

    /// An adult is delivered as long as one child of the family is there.
    pub(super) fn adult(&self, number: u64) -> Option<Adult> {
        let family = number / 2;
        let mut children = (0..PUPILS_OF_FAMILY).map(|child| family * PUPILS_OF_FAMILY + child);
        if !children.any(|child| child < self.pupils && self.is_there(child)) {
            return None;
        }
        let version = self.version(number, 200);
        let email = if dice(self.seed, number, 12).is_multiple_of(2) {
            String::new()
        } else {
            format!("parent{number}.{version}@courriel.example")
        };
        let last_name =
            if number.is_multiple_of(2) { self.name(family, 1) } else { self.name(number, 13 + version) };
        Some(Adult { number, last_name, first_name: self.first_name(number, 14), email })
    }

    pub(super) const fn staff(&self) -> u64 {
        self.schools() * STAFF_OF_SCHOOL
    }

    pub(super) fn employee(&self, number: u64) -> Employee {
        let version = self.version(number, 300);
        let first = dice(self.seed, number, 15) + version;
        Employee {
            number,
            last_name: self.name(number, 16),
            first_name: self.first_name(number, 17),
            school: number / STAFF_OF_SCHOOL,
            place: number % STAFF_OF_SCHOOL,
            classes: (0..3).map(|step| (first + step * 5) % CLASSES).collect(),
        }
    }

    pub(super) const fn classes() -> u64 {
        CLASSES
    }
}
