use std::collections::{BTreeMap, BTreeSet};

use super::{directory::Directory, facts::What};
use crate::{record::ClassKind, text::fold};

/// School, kind and code of a class or group.
type ClassKey<'d> = (&'d str, ClassKind, &'d str);

/// What people call the classes and groups that somebody is in.
pub(super) struct Names<'d>(BTreeMap<ClassKey<'d>, String>);

impl<'d> Names<'d> {
    /// Labels are not unique in a school. Two classes with the same one would be one target, so they are
    /// called by their codes as well.
    pub(super) fn of(directory: &'d Directory) -> Self {
        let classes = directory.classes.values().filter(|class| !class.name.is_empty());
        let labels: BTreeMap<ClassKey<'d>, &'d str> = classes
            .map(|class| ((class.school.as_str(), class.kind, class.code.as_str()), class.name.as_str()))
            .collect();
        let mut classes: BTreeSet<u32> = BTreeSet::new();
        for position in directory.positions() {
            classes.extend(directory.said(position).filter_map(|what| match what {
                What::Enrolled(class) | What::Teaches { class, .. } => Some(class),
                _ => None,
            }));
        }
        let used: BTreeSet<ClassKey<'d>> =
            classes.into_iter().filter_map(|class| directory.facts.class_key(class)).collect();
        let label = |key: &ClassKey<'d>| -> &'d str { labels.get(key).copied().unwrap_or(key.2) };
        let mut same: BTreeMap<(&str, ClassKind, String), u32> = BTreeMap::new();
        for key in &used {
            *same.entry((key.0, key.1, fold(label(key)))).or_default() += 1;
        }
        let called = |key: &ClassKey<'d>| {
            let (name, code) = (label(key), key.2);
            let folded = fold(name);
            let is_code = folded == fold(code);
            let alone = same.get(&(key.0, key.1, folded)) == Some(&1);
            if alone || is_code { name.to_owned() } else { format!("{name} ({code})") }
        };
        Self(used.iter().map(|key| (*key, called(key))).collect())
    }

    pub(super) fn name(&self, school: &str, kind: ClassKind, code: &str) -> String {
        self.0.get(&(school, kind, code)).cloned().unwrap_or_else(|| code.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use domain::directory::Profile;

    use crate::{
        Feed, Record,
        model::Directory,
        record::{Class, ClassKind, Enrolment, Membership, Person, PersonKind},
    };

    const SCHOOL: &str = "0570051W";

    /// These classes, as (code, label), with a pupil each.
    fn school(classes: &[(&str, &str)]) -> Directory {
        let mut directory = Directory::default();
        for (code, label) in classes {
            let (person, school, kind) = (format!("e-{code}"), SCHOOL.to_owned(), ClassKind::Class);
            let records = [
                class(code, label),
                Record::Person(Person {
                    key: person.clone(),
                    kind: PersonKind::Pupil,
                    last_name: "Roy".to_owned(),
                    first_name: "Ana".to_owned(),
                    email: String::new(),
                    born: None,
                    modified: false,
                }),
                Record::Membership(Membership {
                    person: person.clone(),
                    school: school.clone(),
                    profile: Profile::Student,
                    level: "3e".to_owned(),
                    sub_level: String::new(),
                    function: String::new(),
                    subject: String::new(),
                }),
                Record::Enrolment(Enrolment { person, school, kind, code: (*code).to_owned() }),
            ];
            for record in records {
                directory.apply(Feed::Complete, record);
            }
        }
        directory
    }

    fn class(code: &str, label: &str) -> Record {
        Record::Class(Class {
            school: SCHOOL.to_owned(),
            kind: ClassKind::Class,
            code: code.to_owned(),
            name: label.to_owned(),
            levels: Vec::new(),
            of_classes: Vec::new(),
        })
    }

    fn classes(directory: &Directory) -> Vec<String> {
        directory.rows().into_iter().map(|row| row.class).collect()
    }

    #[test]
    fn classes_with_the_same_label_stay_apart() {
        let of = |list: &[(&str, &str)]| classes(&school(list));
        let labelled = [("3A", "3EME"), ("3B", "3ème"), ("3C", "3e C")];
        assert_eq!(of(&labelled), ["3EME (3A)", "3ème (3B)", "3e C"]);
        assert_eq!(of(&[("3A", "3A"), ("X", "3a")]), ["3A", "3a (X)"]);
        assert_eq!(of(&[("3A", ""), ("3B", "")]), ["3A", "3B"], "without labels");
    }

    #[test]
    fn a_class_that_nobody_is_in_changes_no_name() {
        let mut directory = school(&[("3A", "3EME")]);
        directory.apply(Feed::Complete, class("OLD", "3EME"));
        assert_eq!(classes(&directory), ["3EME"]);
    }
}
