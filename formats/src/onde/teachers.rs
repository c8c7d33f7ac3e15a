use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

use super::{School, mark};
use crate::{
    Limits, Place, Problem, Problems, Reason, Record,
    record::{ClassKind, Membership, Person, PersonKind, Teaching},
    sheet::{Column, Line, for_each_line},
    text::fold,
};

const LAST_NAME: usize = 0;
const USED_NAME: usize = 1;
const FIRST_NAME: usize = 2;
const MAIL: usize = 3;
const HEAD: usize = 4;
const CLASS: usize = 5;
/// As the extraction and spreadsheets say it.
const YES: [&str; 6] = ["oui", "o", "x", "1", "vrai", "true"];
const COLUMNS: [Column; 6] = [
    Column::required("Nom", &["Nom de famille"]),
    Column::optional("Nom usage", &["Nom d'usage"]),
    Column::required("Prénom", &[]),
    Column::optional("Courriel", &[]),
    Column::required("Directeur", &["Directrice", "Directeur/Directrice"]),
    Column::optional("Classe", &["Libellé classe"]).named(),
];

impl School<'_> {
    pub(super) fn teachers(
        &mut self,
        bytes: &[u8],
        file: &str,
        limits: Limits,
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        for_each_line(bytes, file, &COLUMNS, limits, problems, &mut |line, problems| {
            self.teacher(line, file, problems, sink);
        });
    }

    fn teacher(
        &mut self,
        line: &Line<'_>,
        file: &str,
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        let (last_name, first_name) = (line.get(LAST_NAME), line.get(FIRST_NAME));
        for (column, value) in [(LAST_NAME, last_name), (FIRST_NAME, first_name)] {
            if value.is_empty() {
                let place = Place::file(file).line(line.number).element(COLUMNS[column].name);
                return problems.add(Problem::skips(place, Reason::Missing));
            }
        }
        // With the address, so that nobody gets the account of a namesake.
        let (names, mail) = (self.key("ens", &[last_name, first_name]), fold(line.get(MAIL)));
        let key = if mail.is_empty() { names } else { format!("{names}-{}", mark(&mail)) };
        let used = line.get(USED_NAME);
        sink(Record::Person(Person {
            key: key.clone(),
            kind: PersonKind::Staff,
            last_name: if used.is_empty() { last_name } else { used }.to_owned(),
            first_name: first_name.to_owned(),
            email: line.get(MAIL).to_owned(),
            born: None,
            modified: false,
        }));
        let is_head = YES.contains(&fold(line.get(HEAD)).as_str());
        let class = line.get(CLASS);
        if is_head {
            sink(self.works(&key, Profile::Management, HEAD_OF_ESTABLISHMENT));
        }
        if !is_head || !class.is_empty() {
            sink(self.works(&key, Profile::Teacher, ""));
        }
        if !class.is_empty() {
            let code = self.class_called(class);
            self.class(&code, class, sink);
            let (person, school) = (key, self.uai.to_owned());
            let (kind, subject) = (ClassKind::Class, String::new());
            sink(Record::Teaching(Teaching { person, school, kind, code, subject, principal: false }));
        }
    }

    /// The code of a class of the pupils. Recent files have numbers for them, of which teachers' rows know
    /// nothing; a label that is not of one class alone stays as it is.
    fn class_called(&self, label: &str) -> String {
        let called = fold(label);
        let mut same = self.classes.iter().filter(|(_, name)| fold(name) == called);
        match (same.next(), same.next()) {
            (Some((code, _)), None) if !self.classes.contains_key(label) => code.clone(),
            _ => label.to_owned(),
        }
    }

    fn works(&self, key: &str, profile: Profile, function: &str) -> Record {
        Record::Membership(Membership {
            person: key.to_owned(),
            school: self.uai.to_owned(),
            profile,
            level: String::new(),
            sub_level: String::new(),
            function: function.to_owned(),
            subject: String::new(),
        })
    }
}
