use std::collections::{BTreeMap, BTreeSet};

use domain::directory::Profile;

use super::{directory::Directory, facts::What, few::Few, known::Known, names::Names};
use crate::{
    record::{ClassKind, Membership, PersonKey, Teaching, Uai},
    text::fold,
};

/// The function of who answers for a class.
const FORM_TEACHER: &str = "Professeur principal";

/// In how many groups of a school a pupil may be, and in how many classes. Each pair is a row.
const MAX_GROUPS: usize = 50;
const MAX_CLASSES: usize = 10;

const fn most(kind: ClassKind) -> usize {
    match kind {
        ClassKind::Class => MAX_CLASSES,
        ClassKind::Group => MAX_GROUPS,
    }
}

/// One line of a person in a school, as targets select it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonInSchool {
    pub person: PersonKey,
    pub school: Uai,
    pub profile: Profile,
    pub level: String,
    pub sub_level: String,
    pub function: String,
    pub subject: String,
    /// The name of the class; empty when unknown, or for a group across classes.
    pub class: String,
    pub group: String,
}

/// The levels of each class and group.
type Levels<'d> = BTreeMap<(&'d str, ClassKind, &'d str), BTreeSet<&'d str>>;

impl Directory {
    /// Who is what in which school: pupils in their class and groups, teachers where they teach,
    /// others as their records say, parents where their children are.
    pub fn rows(&self) -> BTreeSet<PersonInSchool> {
        let (levels, names, people) = (self.levels(), Names::of(self), self.people());
        let mut rows = BTreeSet::new();
        for known in people.values() {
            rows_of_person(known, (&levels, &names), &mut rows);
        }
        for (parent, child) in self.links() {
            let Some(child) = people.get(&child) else { continue };
            let mut of_child = BTreeSet::new();
            for membership in child.memberships.iter().filter(|row| row.profile == Profile::Student) {
                pupil(child, membership, &names, &mut of_child);
            }
            let follow = |row| PersonInSchool { person: parent.clone(), profile: Profile::Parent, ..row };
            rows.extend(of_child.into_iter().map(follow));
        }
        rows
    }

    /// The same of these people alone and without parents, one after another, each with the position of
    /// its person. Of a large delivery those of parents are most of the rows.
    pub fn each_own_row(&self, positions: &[u32], mut each: impl FnMut(u32, PersonInSchool)) {
        let (levels, names) = (self.levels(), Names::of(self));
        for position in positions {
            let is_member = self.said(*position).any(|what| matches!(what, What::Member(_)));
            let Some(known) = is_member.then(|| self.known_at(*position)).flatten() else { continue };
            let mut rows = BTreeSet::new();
            rows_of_person(&known, (&levels, &names), &mut rows);
            for row in rows {
                each(*position, row);
            }
        }
    }

    /// The pupils who are in more classes or groups of a school than are taken over, and how many are.
    pub fn crowded(&self) -> Vec<(PersonKey, usize)> {
        let mut found = Vec::new();
        for position in self.positions() {
            let enrolments = self.said(position).filter(|what| matches!(what, What::Enrolled(_)));
            if enrolments.count() <= MAX_CLASSES.min(MAX_GROUPS) {
                continue;
            }
            let Some(known) = self.known_at(position) else { continue };
            let mut of_school: BTreeMap<(&str, ClassKind), usize> = BTreeMap::new();
            for enrolment in &known.enrolments {
                *of_school.entry((enrolment.school.as_str(), enrolment.kind)).or_default() += 1;
            }
            let beyond = of_school.into_iter().find(|((_, kind), count)| *count > most(*kind));
            found.extend(beyond.map(|((_, kind), _)| (known.person.key.clone(), most(kind))));
        }
        found.sort();
        found
    }

    /// What the files declare, and the levels of the pupils.
    fn levels(&self) -> Levels<'_> {
        let mut levels = Levels::new();
        for class in self.classes.values() {
            let own = levels.entry((&class.school, class.kind, &class.code)).or_default();
            own.extend(class.levels.iter().map(String::as_str));
        }
        let mut met: BTreeSet<(u32, u32)> = BTreeSet::new();
        for position in self.positions() {
            for what in self.said(position) {
                let What::Enrolled(class) = what else { continue };
                met.extend(self.said(position).filter_map(|what| match what {
                    What::Member(place) => Some((class, place)),
                    _ => None,
                }));
            }
        }
        for (class, place) in met {
            if let Some(class) = self.facts.class_key(class)
                && let Some((school, _, level)) = self.facts.place(place)
                && school == class.0
                && !level.is_empty()
            {
                levels.entry(class).or_default().insert(level);
            }
        }
        for class in self.classes.values().filter(|class| class.kind == ClassKind::Group) {
            let of_classes: Vec<&str> = class
                .of_classes
                .iter()
                .filter_map(|code| levels.get(&(class.school.as_str(), ClassKind::Class, code.as_str())))
                .flatten()
                .copied()
                .collect();
            levels.entry((&class.school, ClassKind::Group, &class.code)).or_default().extend(of_classes);
        }
        levels
    }
}

fn rows_of_person(
    known: &Known,
    (levels, names): (&Levels<'_>, &Names<'_>),
    rows: &mut BTreeSet<PersonInSchool>,
) {
    for membership in &known.memberships {
        match membership.profile {
            Profile::Teacher => teacher(known, membership, (levels, names), rows),
            Profile::Student => pupil(known, membership, names, rows),
            _ => {
                rows.insert(row(membership));
            }
        }
    }
}

/// A row for each class, or for each group of a class.
fn pupil(known: &Known, membership: &Membership, called: &Names<'_>, rows: &mut BTreeSet<PersonInSchool>) {
    let here = known.enrolments.iter().filter(|enrolment| enrolment.school == membership.school);
    let here: Vec<_> = here.collect();
    let named = |kind| {
        let those = here.iter().filter(move |enrolment| enrolment.kind == kind);
        let names: BTreeSet<String> =
            those.map(|enrolment| called.name(&enrolment.school, kind, &enrolment.code)).collect();
        if names.is_empty() {
            BTreeSet::from([String::new()])
        } else {
            names.into_iter().take(most(kind)).collect()
        }
    };
    let groups = named(ClassKind::Group);
    for class in named(ClassKind::Class) {
        for group in &groups {
            rows.insert(PersonInSchool { class: class.clone(), group: group.clone(), ..row(membership) });
        }
    }
}

/// A row for each class or group, at each of its levels.
fn teacher(
    known: &Known,
    membership: &Membership,
    (levels, names): (&Levels<'_>, &Names<'_>),
    rows: &mut BTreeSet<PersonInSchool>,
) {
    let taught: Vec<&Teaching> =
        known.teachings.iter().filter(|teaching| is_of(teaching, membership, &known.memberships)).collect();
    if taught.is_empty() {
        rows.insert(row(membership));
    }
    for teaching in taught {
        let Teaching { school, kind, code, subject, principal, .. } = teaching;
        let name = names.name(school, *kind, code);
        let (class, group) = match kind {
            ClassKind::Class => (name, String::new()),
            ClassKind::Group => (String::new(), name),
        };
        let mut own = PersonInSchool { class, group, ..row(membership) };
        if own.subject.is_empty() {
            own.subject.clone_from(subject);
        }
        let at = levels.get(&(school.as_str(), *kind, code.as_str())).filter(|at| !at.is_empty());
        let unknown = BTreeSet::from([membership.level.as_str()]);
        for level in at.unwrap_or(&unknown) {
            let own = PersonInSchool { level: (*level).to_owned(), ..own.clone() };
            if *principal {
                rows.insert(PersonInSchool { function: FORM_TEACHER.to_owned(), ..own.clone() });
            }
            rows.insert(own);
        }
    }
}

/// Whether a teacher of two subjects teaches this class in the subject of this membership.
fn is_of(teaching: &Teaching, membership: &Membership, all: &Few<Membership>) -> bool {
    let is_same = |other: &Membership| fold(&other.subject) == fold(&teaching.subject);
    let is_known = all.iter().any(|other| other.school == teaching.school && is_same(other));
    teaching.school == membership.school && (!is_known || is_same(membership))
}

fn row(membership: &Membership) -> PersonInSchool {
    let Membership { person, school, profile, level, sub_level, function, subject } = membership.clone();
    let (class, group) = (String::new(), String::new());
    PersonInSchool { person, school, profile, level, sub_level, function, subject, class, group }
}

#[cfg(test)]
mod tests {
    use domain::directory::Profile;

    use super::Directory;
    use crate::{
        Feed, Record,
        record::{
            Class, ClassKind, Enrolment, FamilyLink, Membership, Person, PersonKind, Relation, Teaching,
        },
    };

    fn person(key: &str, kind: PersonKind) -> Record {
        Record::Person(Person {
            key: key.to_owned(),
            kind,
            last_name: "Roy".to_owned(),
            first_name: "Ana".to_owned(),
            email: String::new(),
            born: None,
            modified: false,
        })
    }

    fn member(key: &str, profile: Profile, level: &str, subject: &str) -> Record {
        Record::Membership(Membership {
            person: key.to_owned(),
            school: "0570051W".to_owned(),
            profile,
            level: level.to_owned(),
            sub_level: String::new(),
            function: String::new(),
            subject: subject.to_owned(),
        })
    }

    fn class(kind: ClassKind, code: &str, name: &str) -> Record {
        let (school, code, name) = ("0570051W".to_owned(), code.to_owned(), name.to_owned());
        Record::Class(Class { school, kind, code, name, levels: Vec::new(), of_classes: Vec::new() })
    }

    fn enrolled(key: &str, kind: ClassKind, code: &str) -> Record {
        let school = "0570051W".to_owned();
        Record::Enrolment(Enrolment { person: key.to_owned(), school, kind, code: code.to_owned() })
    }

    fn teaches(kind: ClassKind, code: &str, subject: &str, principal: bool) -> Record {
        Record::Teaching(Teaching {
            person: "t".to_owned(),
            school: "0570051W".to_owned(),
            kind,
            code: code.to_owned(),
            subject: subject.to_owned(),
            principal,
        })
    }

    #[test]
    fn a_class_is_its_pupils_their_parents_and_who_teaches_it() {
        let mut directory = Directory::default();
        for record in [
            class(ClassKind::Class, "203", "2de 3"),
            class(ClassKind::Group, "LAT", ""),
            person("e", PersonKind::Pupil),
            person("p", PersonKind::Relative),
            person("t", PersonKind::Staff),
            member("e", Profile::Student, "2de", ""),
            enrolled("e", ClassKind::Class, "203"),
            enrolled("e", ClassKind::Group, "LAT"),
            Record::FamilyLink(FamilyLink {
                parent: "p".to_owned(),
                child: "e".to_owned(),
                relation: Relation::Mother,
            }),
            member("t", Profile::Teacher, "", "Physique"),
            member("t", Profile::Teacher, "", "Mathématiques"),
            teaches(ClassKind::Class, "203", "MATHEMATIQUES", true),
            teaches(ClassKind::Group, "LAT", "Physique", false),
        ] {
            directory.apply(Feed::Complete, record);
        }
        let rows = directory.rows();
        let shown: Vec<String> = rows
            .iter()
            .map(|row| {
                let [level, class, group] = [&row.level, &row.class, &row.group];
                format!("{}: {level}, {class}, {group}, {}, {}", row.person, row.function, row.subject)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "e: 2de, 2de 3, LAT, , ",
                "p: 2de, 2de 3, LAT, , ",
                "t: 2de, 2de 3, , , Mathématiques",
                "t: 2de, , LAT, , Physique",
                "t: 2de, 2de 3, , Professeur principal, Mathématiques",
            ]
        );
    }

    #[test]
    fn a_pupil_of_thousands_of_groups_costs_no_more_than_some() {
        let mut directory = Directory::default();
        directory.apply(Feed::Complete, person("e", PersonKind::Pupil));
        directory.apply(Feed::Complete, member("e", Profile::Student, "2de", ""));
        for number in 0..2_500 {
            directory.apply(Feed::Complete, enrolled("e", ClassKind::Class, &format!("c{number}")));
            directory.apply(Feed::Complete, enrolled("e", ClassKind::Group, &format!("g{number}")));
        }
        assert_eq!(directory.rows().len(), 50 * 10);
        assert_eq!(directory.crowded(), [("e".to_owned(), 10)]);
    }
}
