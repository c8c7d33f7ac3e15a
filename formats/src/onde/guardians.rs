use std::collections::BTreeMap;

use super::{Known, School, kept::Written, mark};
use crate::{
    Limits, Place, Problem, Problems, Reason, Record,
    record::{Doubt, FamilyLink, Person, PersonKey, PersonKind, Question, Relation},
    sheet::{Column, Line, for_each_line},
    text::{day as date, fold},
};

const LAST_NAME: usize = 0;
const USED_NAME: usize = 1;
const FIRST_NAME: usize = 2;
const MAIL: usize = 3;
const CHILD_LAST_NAME: usize = 4;
const CHILD_FIRST_NAME: usize = 5;
const CHILD_CLASS: usize = 6;
const CHILD_BORN: usize = 7;
const COLUMNS: [Column; 8] = [
    Column::required("Nom responsable", &["Nom de famille responsable"]),
    Column::optional("Nom usage responsable", &["Nom d'usage responsable"]),
    Column::required("Prénom responsable", &[]),
    Column::optional("Courriel", &[]),
    Column::required("Nom de famille enfant", &["Nom de famille élève"]),
    Column::required("Prénom enfant", &["Prénom élève"]),
    Column::optional("Classes enfants", &["Classe enfant", "Classes élèves", "Classe élève"]).named(),
    Column::optional("Date de naissance élève", &["Date de naissance enfant"]),
];

impl School<'_> {
    pub(super) fn guardians(
        &self,
        bytes: &[u8],
        file: &str,
        limits: Limits,
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        // By name: those who have it.
        let mut known: BTreeMap<(String, String), Vec<PersonKey>> = BTreeMap::new();
        let kept = self.kept_guardians(bytes, file, limits);
        for_each_line(bytes, file, &COLUMNS, limits, problems, &mut |line, problems| {
            let (last_name, first_name) = (line.get(LAST_NAME), line.get(FIRST_NAME));
            for (column, value) in [(LAST_NAME, last_name), (FIRST_NAME, first_name)] {
                if value.is_empty() {
                    let place = Place::file(file).line(line.number).element(COLUMNS[column].name);
                    return problems.add(Problem::skips(place, Reason::Missing));
                }
            }
            if self.all_have_left(line) {
                return;
            }
            let (written, _) = self.key_of_guardian(line);
            let key = kept.get(&written).cloned().unwrap_or(written);
            let same = known.entry((fold(last_name), fold(first_name))).or_default();
            if !same.contains(&key) {
                if let Some(other) = same.first() {
                    let about = format!("{last_name} {first_name}");
                    let (candidates, parent) = (vec![other.clone()], Some(key.clone()));
                    sink(doubt(Question::SamePerson, file, line, about, candidates, parent));
                }
                same.push(key.clone());
                sink(Record::Person(guardian(&key, line)));
            }
            for time in 0..line.times(CHILD_LAST_NAME) {
                self.child(file, line, time, &key, sink);
            }
        });
    }

    /// Whether a row names children, and none who is still in the school: a guardian of nobody.
    fn all_have_left(&self, line: &Line<'_>) -> bool {
        let names = (0..line.times(CHILD_LAST_NAME))
            .map(|time| (fold(line.nth(CHILD_LAST_NAME, time)), fold(line.nth(CHILD_FIRST_NAME, time))));
        let mut children = names.filter(|(last, first)| !last.is_empty() || !first.is_empty()).peekable();
        children.peek().is_some() && children.all(|names| self.has_left(&names))
    }

    /// Nobody of this name is there any more.
    fn has_left(&self, names: &(String, String)) -> bool {
        self.left.contains(names) && !self.pupils.contains_key(names)
    }

    /// The identifiers that guardians keep: parents change their address, and brothers and sisters come and leave.
    fn kept_guardians(&self, bytes: &[u8], file: &str, limits: Limits) -> BTreeMap<PersonKey, PersonKey> {
        let mut written = Written::default();
        for_each_line(bytes, file, &COLUMNS, limits, &mut Problems::default(), &mut |line, _| {
            let (key, names) = self.key_of_guardian(line);
            written.add(key, names, self.children(line).map(|child| child.key.clone()));
        });
        written.kept(&self.before.guardians)
    }

    /// The identifier that a row gives by itself, and the part of it that is the name.
    fn key_of_guardian(&self, line: &Line<'_>) -> (PersonKey, String) {
        let names = self.key("resp", &[line.get(LAST_NAME), line.get(FIRST_NAME)]);
        (format!("{names}-{}", self.told_apart_by(line)), names)
    }

    /// What tells a guardian from others of the same name, in every extraction: the address, or else
    /// a child. Never the order of the rows: with another order, or when one of them leaves, somebody
    /// would get the account and the messages of a namesake.
    fn told_apart_by(&self, line: &Line<'_>) -> String {
        let mail = fold(line.get(MAIL));
        if !mail.is_empty() {
            return mark(&mail);
        }
        self.children(line).map(|child| child.key.as_str()).min().map(mark).unwrap_or_default()
    }

    /// The children that a row names for certain.
    fn children<'k>(&'k self, line: &'k Line<'_>) -> impl Iterator<Item = &'k Known> {
        (0..line.times(CHILD_LAST_NAME)).filter_map(move |time| self.named(line, time)?.ok())
    }

    /// One of the children that a row names.
    fn child(&self, file: &str, line: &Line<'_>, time: usize, parent: &str, sink: &mut dyn FnMut(Record)) {
        match self.named(line, time) {
            None => {}
            Some(Ok(pupil)) => sink(Record::FamilyLink(FamilyLink {
                parent: parent.to_owned(),
                child: pupil.key.clone(),
                relation: Relation::Guardian,
            })),
            Some(Err(candidates)) => {
                let named = [CHILD_LAST_NAME, CHILD_FIRST_NAME, CHILD_CLASS];
                let about = named.map(|column| line.nth(column, time)).join(" ").trim().to_owned();
                sink(doubt(Question::WhichChild, file, line, about, candidates, Some(parent.to_owned())));
            }
        }
    }

    /// The child that a row names, or all who may be meant; `None` where it names nobody.
    fn named(&self, line: &Line<'_>, time: usize) -> Option<Result<&Known, Vec<PersonKey>>> {
        let (last_name, first_name) = (line.nth(CHILD_LAST_NAME, time), line.nth(CHILD_FIRST_NAME, time));
        if last_name.is_empty() && first_name.is_empty() {
            return None;
        }
        let names = (fold(last_name), fold(first_name));
        if self.has_left(&names) {
            return None;
        }
        let (class, born) = (line.nth(CHILD_CLASS, time), date(line.nth(CHILD_BORN, time)));
        let same_name = self.pupils.get(&names).map_or(&[][..], Vec::as_slice);
        let fits = |pupil: &&Known| {
            let same_class = !class.is_empty() && fold(&pupil.class) == fold(class);
            let same_day = born.is_some() && pupil.born == born;
            let contradicts =
                !class.is_empty() && !same_class || born.is_some() && pupil.born.is_some() && !same_day;
            (same_class || same_day) && !contradicts
        };
        let mut fitting = same_name.iter().filter(fits);
        Some(match (fitting.next(), fitting.next()) {
            (Some(pupil), None) => Ok(pupil),
            _ => Err(same_name.iter().map(|pupil| pupil.key.clone()).collect()),
        })
    }
}

fn guardian(key: &str, line: &Line<'_>) -> Person {
    let used = line.get(USED_NAME);
    Person {
        key: key.to_owned(),
        kind: PersonKind::Relative,
        last_name: if used.is_empty() { line.get(LAST_NAME) } else { used }.to_owned(),
        first_name: line.get(FIRST_NAME).to_owned(),
        email: line.get(MAIL).to_owned(),
        born: None,
        modified: false,
    }
}

fn doubt(
    question: Question,
    file: &str,
    line: &Line<'_>,
    about: String,
    candidates: Vec<PersonKey>,
    parent: Option<PersonKey>,
) -> Record {
    Record::Doubt(Doubt { question, file: file.to_owned(), line: line.number, about, candidates, parent })
}
