//! The directory, which is kept as numbers, says the same as one that keeps each record as it came.

use std::collections::BTreeMap;

use domain::directory::Profile;
use proptest::prelude::*;

use super::{Directory, Known, Note};
use crate::{
    Feed, Record,
    record::{
        ClassKind, Enrolment, FamilyLink, Membership, Person, PersonKey, PersonKind, Relation, Teaching,
    },
};

/// Everybody, as the records say.
#[derive(Default)]
struct Plain(BTreeMap<PersonKey, Known>);

impl Plain {
    fn apply(&mut self, feed: Feed, record: Record) -> Option<Note> {
        match record {
            Record::Person(person) => return self.person(feed, person),
            Record::Membership(row) => {
                if let Some(known) = self.0.get_mut(&row.person) {
                    known.memberships.insert(row);
                }
            }
            Record::Enrolment(row) => {
                if let Some(known) = self.0.get_mut(&row.person) {
                    known.enrolments.insert(row);
                }
            }
            Record::Teaching(row) => {
                if let Some(known) = self.0.get_mut(&row.person) {
                    known.teachings.insert(row);
                }
            }
            Record::FamilyLink(link) => {
                if let Some(known) = self.0.get_mut(&link.child) {
                    known.parents.insert(link);
                }
            }
            Record::Left(key) => return self.0.remove(&key).is_none().then_some(Note::LeftUnknown(key)),
            Record::School(_) | Record::Class(_) | Record::Doubt(_) => {}
        }
        None
    }

    fn person(&mut self, feed: Feed, mut person: Person) -> Option<Note> {
        let modified = std::mem::take(&mut person.modified);
        let key = person.key.clone();
        match (feed, self.0.get_mut(&key)) {
            (Feed::Complete, Some(known)) => {
                let differs = known.person != person;
                known.person = person;
                differs.then_some(Note::Repeated(key))
            }
            (_, before) => {
                let is_new = before.is_none();
                self.0.insert(key.clone(), Known::new(person));
                (is_new && modified && feed == Feed::Delta).then_some(Note::ModifiedUnknown(key))
            }
        }
    }

    fn links(&self) -> Vec<(PersonKey, PersonKey)> {
        let all = self.0.values().flat_map(|known| &known.parents);
        let there = all.filter(|link| self.0.contains_key(&link.parent));
        let mut links: Vec<_> = there.map(|link| (link.parent.clone(), link.child.clone())).collect();
        links.sort();
        links.dedup();
        links
    }

    fn users(&self) -> BTreeMap<PersonKey, Person> {
        let links = self.links();
        let counts = |known: &&Known| {
            known.person.kind != PersonKind::Relative
                || links.iter().any(|(parent, _)| *parent == known.person.key)
        };
        let users = self.0.values().filter(counts);
        users.map(|known| (known.person.key.clone(), known.person.clone())).collect()
    }
}

fn word(choices: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(choices).prop_map(str::to_owned)
}

fn key() -> impl Strategy<Value = String> {
    word(&["12-1", "12-2", "12-3", "12-12", "é"])
}

fn person() -> impl Strategy<Value = Record> {
    let kind = prop::sample::select(vec![PersonKind::Pupil, PersonKind::Relative, PersonKind::Staff]);
    let names = (word(&["Roy", "Çelik", ""]), word(&["Ana", "Léo"]), word(&["", "a@courriel.example"]));
    (key(), kind, names, any::<bool>()).prop_map(|(key, kind, (last_name, first_name, email), modified)| {
        Record::Person(Person { key, kind, last_name, first_name, email, born: None, modified })
    })
}

fn said() -> impl Strategy<Value = Record> {
    let school = word(&["0570051W", "0570052X"]);
    let code = word(&["3A", "3B"]);
    let kind = prop::sample::select(vec![ClassKind::Class, ClassKind::Group]);
    let profile = prop::sample::select(vec![Profile::Student, Profile::Teacher]);
    (0..4, key(), key(), school, kind, code, profile, any::<bool>()).prop_map(
        |(what, person, parent, school, kind, code, profile, principal)| match what {
            0 => Record::Membership(Membership {
                person,
                school,
                profile,
                level: code,
                sub_level: String::new(),
                function: String::new(),
                subject: String::new(),
            }),
            1 => Record::Enrolment(Enrolment { person, school, kind, code }),
            2 => Record::Teaching(Teaching { person, school, kind, code, subject: String::new(), principal }),
            _ => {
                let relation = if principal { Relation::Mother } else { Relation::Guardian };
                Record::FamilyLink(FamilyLink { parent, child: person, relation })
            }
        },
    )
}

fn record() -> impl Strategy<Value = (Feed, Record)> {
    let feed = prop::sample::select(vec![Feed::Complete, Feed::Delta]);
    (feed, prop_oneof![3 => person(), 6 => said(), 1 => key().prop_map(Record::Left)])
}

proptest! {
    #[test]
    fn records_mean_what_they_say(records in prop::collection::vec(record(), 0..60)) {
        let (mut directory, mut plain) = (Directory::default(), Plain::default());
        for (feed, record) in records {
            prop_assert_eq!(directory.apply(feed, record.clone()), plain.apply(feed, record));
        }
        prop_assert_eq!(directory.links().into_iter().collect::<Vec<_>>(), plain.links());
        prop_assert_eq!(directory.users(), plain.users());
        let keys: Vec<String> = plain.users().into_keys().collect();
        let order = directory.users_in_order();
        prop_assert_eq!(order.iter().map(|at| directory.roll().key(*at).to_owned()).collect::<Vec<_>>(), keys.clone());
        prop_assert_eq!(directory.people(), plain.0);
        let roll = directory.into_roll(&order);
        for (position, key) in (0..).zip(&keys) {
            prop_assert_eq!(roll.find(key), Some(position));
        }
    }
}
