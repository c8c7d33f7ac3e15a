use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::directory::Profile;

use super::{Known, School};
use crate::{
    Limits, Place, Problem, Problems, Reason, Record,
    problem::shortened,
    record::{Class, ClassKind, Doubt, Enrolment, Membership, Person, PersonKey, PersonKind, Question},
    sheet::{Column, Line, for_each_line},
    tables::level,
    text::{day as date, fold},
};

const FAMILY_NAME: usize = 0;
const USED_NAME: usize = 1;
const FIRST_NAME: usize = 2;
const BORN: usize = 3;
const INE: usize = 4;
const LEVEL: usize = 5;
const CLASS: usize = 6;
const CLASS_ID: usize = 7;
const STATE: usize = 8;
const COLUMNS: [Column; 9] = [
    Column::required("Nom de famille", &["Nom Elève", "Nom"]),
    Column::optional("Nom d'usage", &["Nom d'usage Elève"]),
    Column::required("Prénom", &["Prénom Elève"]),
    Column::optional("Né(e) le", &["Date naissance", "Date de naissance", "Né(e) le (JJ/MM/AAAA)"]),
    Column::optional("INE", &[]),
    Column::required("Niveau", &[]),
    Column::optional("Libellé classe", &["Classe"]).named(),
    Column::optional("Identifiant classe", &[]).named(),
    Column::optional("Etat", &[]),
];
/// The first word of the state of a pupil who has left.
const LEFT: [&str; 8] = ["radie", "radiee", "radiation", "sorti", "sortie", "parti", "partie", "depart"];

/// A question whether two rows are one pupil.
fn same_person(file: &str, line: u64, about: String, key: PersonKey) -> Doubt {
    Doubt {
        question: Question::SamePerson,
        file: file.to_owned(),
        line,
        about,
        candidates: vec![key],
        parent: None,
    }
}

/// The day of birth as it stands in an identifier.
fn day_of(born: Option<NaiveDate>) -> String {
    born.map(|day| day.to_string()).unwrap_or_default()
}

fn has_left(state: &str) -> bool {
    let state = fold(state);
    let word = state.split(|sign: char| !sign.is_alphabetic()).find(|word| !word.is_empty());
    word.is_some_and(|word| LEFT.contains(&word))
}

impl School<'_> {
    pub(super) fn pupils(
        &mut self,
        bytes: &[u8],
        file: &str,
        limits: Limits,
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        self.shared = self.shared_names(bytes, file, limits);
        for_each_line(bytes, file, &COLUMNS, limits, problems, &mut |line, problems| {
            self.pupil(line, file, problems, sink);
        });
    }

    fn pupil(&mut self, line: &Line<'_>, file: &str, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        let place = Place::file(file).line(line.number);
        let (family_name, first_name) = (line.get(FAMILY_NAME), line.get(FIRST_NAME));
        for (column, value) in [(FAMILY_NAME, family_name), (FIRST_NAME, first_name)] {
            if value.is_empty() {
                let place = place.element(COLUMNS[column].name);
                return problems.add(Problem::skips(place, Reason::Missing));
            }
        }
        if has_left(line.get(STATE)) {
            self.left.insert((fold(family_name), fold(first_name)));
            return;
        }
        let born = date(line.get(BORN));
        let day = day_of(born);
        let national = line.get(INE);
        if national.is_empty() && born.is_none() {
            // A namesake of another year would get the account.
            let written = line.get(BORN);
            let (column, reason) = if written.is_empty() {
                (INE, Reason::NoIdentifier)
            } else {
                (BORN, Reason::NotADate(shortened(written)))
            };
            return problems.add(Problem::skips(place.element(COLUMNS[column].name), reason));
        }
        let key = self.key_of_pupil([family_name, first_name, &day], national);
        let class = line.get(CLASS).to_owned();
        let same = self.pupils.entry((fold(family_name), fold(first_name))).or_default();
        if same.iter().any(|known| known.key == key) {
            // Twins of one name, or the same pupil in two classes: nobody can tell from the file.
            let about = format!("{family_name} {first_name} {class}");
            return sink(Record::Doubt(same_person(file, line.number, about, key)));
        }
        same.push(Known { key: key.clone(), class: class.clone(), born });
        let used = line.get(USED_NAME);
        sink(Record::Person(Person {
            key: key.clone(),
            kind: PersonKind::Pupil,
            last_name: if used.is_empty() { family_name } else { used }.to_owned(),
            first_name: first_name.to_owned(),
            email: String::new(),
            born,
            modified: false,
        }));
        sink(Record::Membership(self.belongs(&key, level(line.get(LEVEL)))));
        let id = line.get(CLASS_ID);
        let code = if id.is_empty() { class.clone() } else { id.to_owned() };
        if !code.is_empty() {
            self.class(&code, &class, sink);
            let (person, school) = (key, self.uai.to_owned());
            sink(Record::Enrolment(Enrolment { person, school, kind: ClassKind::Class, code }));
        }
    }

    /// The identifiers by name of pupils with different numbers, also of those who have left: whoever came
    /// before without a number may be any of them.
    fn shared_names(&self, bytes: &[u8], file: &str, limits: Limits) -> BTreeSet<PersonKey> {
        let (mut numbers, mut shared) = (BTreeMap::new(), BTreeSet::new());
        for_each_line(bytes, file, &COLUMNS, limits, &mut Problems::default(), &mut |line, _| {
            let (national, day) = (line.get(INE), day_of(date(line.get(BORN))));
            if national.is_empty() {
                return;
            }
            let by_name = self.key("eleve", &[line.get(FAMILY_NAME), line.get(FIRST_NAME), &day]);
            let by_number = self.key("ine", &[national]);
            if *numbers.entry(by_name.clone()).or_insert_with(|| by_number.clone()) != by_number {
                shared.insert(by_name);
            }
        });
        shared
    }

    /// By the national number. It often comes weeks after the pupil, who then keeps the identifier of before:
    /// another one would be a new person, and so would a guardian whom only the child tells apart.
    fn key_of_pupil(&self, names: [&str; 3], national: &str) -> PersonKey {
        let by_name = self.key("eleve", &names);
        if national.is_empty() {
            return by_name;
        }
        let by_number = self.key("ine", &[national]);
        let [.., day] = names;
        let came_before = !day.is_empty()
            && self.before.pupils.contains(&by_name)
            && !self.before.pupils.contains(&by_number)
            && !self.shared.contains(&by_name);
        if came_before { by_name } else { by_number }
    }

    fn belongs(&self, key: &str, level: String) -> Membership {
        Membership {
            person: key.to_owned(),
            school: self.uai.to_owned(),
            profile: Profile::Student,
            level,
            sub_level: String::new(),
            function: String::new(),
            subject: String::new(),
        }
    }

    pub(super) fn class(&mut self, code: &str, name: &str, sink: &mut dyn FnMut(Record)) {
        if self.classes.insert(code.to_owned(), name.to_owned()).is_some() {
            return;
        }
        sink(Record::Class(Class {
            school: self.uai.to_owned(),
            kind: ClassKind::Class,
            code: code.to_owned(),
            name: if name.is_empty() { code } else { name }.to_owned(),
            levels: Vec::new(),
            of_classes: Vec::new(),
        }));
    }
}
