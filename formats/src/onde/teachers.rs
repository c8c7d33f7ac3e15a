use std::collections::BTreeMap;

use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

use super::{School, kept::Written, mark};
use crate::{
    Limits, Place, Problem, Problems, Reason, Record,
    record::{ClassKind, Membership, Person, PersonKey, PersonKind, Teaching},
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

fn is_head(line: &Line<'_>) -> bool {
    YES.contains(&fold(line.get(HEAD)).as_str())
}

impl School<'_> {
    pub(super) fn teachers(
        &mut self,
        bytes: &[u8],
        file: &str,
        limits: Limits,
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        let kept = self.kept_teachers(bytes, file, limits);
        for_each_line(bytes, file, &COLUMNS, limits, problems, &mut |line, problems| {
            self.teacher(line, file, &kept, problems, sink);
        });
    }

    /// The identifiers that teachers keep with another address: who has the same class, or directs the school.
    fn kept_teachers(&self, bytes: &[u8], file: &str, limits: Limits) -> BTreeMap<PersonKey, PersonKey> {
        let mut written = Written::default();
        for_each_line(bytes, file, &COLUMNS, limits, &mut Problems::default(), &mut |line, _| {
            let (key, names) = self.key_of_teacher(line);
            let class = Some(line.get(CLASS)).filter(|class| !class.is_empty());
            let signs = class.into_iter().chain(is_head(line).then_some(HEAD_OF_ESTABLISHMENT));
            written.add(key, names, signs.map(str::to_owned));
        });
        written.kept(&self.before.teachers)
    }

    /// The identifier that a row gives by itself, and the part of it that is the name. With the address, so that
    /// nobody gets the account of a namesake.
    fn key_of_teacher(&self, line: &Line<'_>) -> (PersonKey, String) {
        let names = self.key("ens", &[line.get(LAST_NAME), line.get(FIRST_NAME)]);
        let mail = fold(line.get(MAIL));
        let key = if mail.is_empty() { names.clone() } else { format!("{names}-{}", mark(&mail)) };
        (key, names)
    }

    fn teacher(
        &mut self,
        line: &Line<'_>,
        file: &str,
        kept: &BTreeMap<PersonKey, PersonKey>,
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
        let (written, _) = self.key_of_teacher(line);
        let key = kept.get(&written).cloned().unwrap_or(written);
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
        let is_head = is_head(line);
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
