use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::Few;
use crate::{
    Feed, Record,
    record::{
        Class, ClassKind, Doubt, Enrolment, FamilyLink, Membership, Person, PersonKey, PersonKind, School,
        Teaching, Uai,
    },
};

/// What was odd about a record of a delta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Somebody left who was not there.
    LeftUnknown(PersonKey),
    /// Somebody changed who was not there, and was added.
    ModifiedUnknown(PersonKey),
    /// Somebody comes twice with different names; the later record counts.
    Repeated(PersonKey),
}

/// Everything that is known, after any number of deliveries.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    pub schools: BTreeMap<Uai, School>,
    pub classes: BTreeMap<(Uai, ClassKind, String), Class>,
    pub people: BTreeMap<PersonKey, Known>,
    pub doubts: Vec<Doubt>,
}

/// One person and what was said about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub person: Person,
    pub memberships: Few<Membership>,
    pub enrolments: Few<Enrolment>,
    pub teachings: Few<Teaching>,
    /// As a child.
    pub parents: Few<FamilyLink>,
}

impl Known {
    const fn new(person: Person) -> Self {
        Self {
            person,
            memberships: Few::new(),
            enrolments: Few::new(),
            teachings: Few::new(),
            parents: Few::new(),
        }
    }
}

impl Known {
    /// What another delivery of the same academy says of somebody: both count. The name stays.
    fn beside(&mut self, other: Self) {
        let Person { kind, email, born, .. } = other.person;
        if self.person.kind == PersonKind::Relative {
            self.person.kind = kind;
        }
        if self.person.email.is_empty() {
            self.person.email = email;
        }
        self.person.born = self.person.born.or(born);
        for row in &other.memberships {
            self.memberships.insert(row.clone());
        }
        for row in &other.enrolments {
            self.enrolments.insert(row.clone());
        }
        for row in &other.teachings {
            self.teachings.insert(row.clone());
        }
        for link in &other.parents {
            self.parents.insert(link.clone());
        }
    }
}

impl Directory {
    /// Takes in another delivery of the same academy. Somebody in both has what both say; a different name
    /// is noted.
    pub fn beside(&mut self, other: Self) -> Vec<Note> {
        if self.people.is_empty() && self.schools.is_empty() {
            *self = other;
            return Vec::new();
        }
        let mut notes = Vec::new();
        for (uai, school) in other.schools {
            self.schools.entry(uai).or_insert(school);
        }
        for (key, class) in other.classes {
            self.classes.entry(key).or_insert(class);
        }
        self.doubts.extend(other.doubts);
        for (key, known) in other.people {
            match self.people.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(known);
                }
                Entry::Occupied(mut place) => {
                    let names = |person: &Person| [person.last_name.clone(), person.first_name.clone()];
                    if names(&place.get().person) != names(&known.person) {
                        notes.push(Note::Repeated(place.key().clone()));
                    }
                    place.get_mut().beside(known);
                }
            }
        }
        notes
    }

    /// Applies one record; records about people who are not known are dropped.
    pub fn apply(&mut self, feed: Feed, record: Record) -> Option<Note> {
        match record {
            Record::School(school) => {
                self.schools.insert(school.uai.clone(), school);
            }
            Record::Class(class) => {
                self.classes.insert((class.school.clone(), class.kind, class.code.clone()), class);
            }
            Record::Person(person) => return self.person(feed, person),
            Record::Membership(row) => {
                self.known(&row.person.clone(), |known| known.memberships.insert(row));
            }
            Record::Enrolment(row) => {
                self.known(&row.person.clone(), |known| known.enrolments.insert(row));
            }
            Record::Teaching(row) => {
                self.known(&row.person.clone(), |known| known.teachings.insert(row));
            }
            Record::FamilyLink(link) => {
                self.known(&link.child.clone(), |known| known.parents.insert(link));
            }
            Record::Left(key) => {
                if self.people.remove(&key).is_none() {
                    return Some(Note::LeftUnknown(key));
                }
            }
            Record::Doubt(doubt) => self.doubts.push(doubt),
        }
        None
    }

    fn known(&mut self, key: &str, change: impl FnOnce(&mut Known) -> bool) {
        if let Some(known) = self.people.get_mut(key) {
            change(known);
        }
    }

    fn person(&mut self, feed: Feed, mut person: Person) -> Option<Note> {
        let modified = std::mem::take(&mut person.modified);
        let key = person.key.clone();
        match (feed, self.people.get_mut(&key)) {
            (_, None) => {
                self.people.insert(key.clone(), Known::new(person));
                (modified && feed == Feed::Delta).then_some(Note::ModifiedUnknown(key))
            }
            (Feed::Delta, Some(known)) => {
                *known = Known::new(person);
                None
            }
            (Feed::Complete, Some(known)) => {
                let differs = known.person != person;
                known.person = person;
                differs.then_some(Note::Repeated(key))
            }
        }
    }

    /// Frees the names of people, where they are kept elsewhere by now. Who they are to whom stays.
    pub fn forget_names(&mut self) {
        for known in self.people.values_mut() {
            let Person { key, last_name, first_name, email, .. } = &mut known.person;
            for text in [key, last_name, first_name, email] {
                *text = String::new();
            }
        }
    }

    /// The links whose two ends are known, as (parent, child).
    pub fn links(&self) -> BTreeSet<(PersonKey, PersonKey)> {
        self.each_link().map(|(parent, child)| (parent.clone(), child.clone())).collect()
    }

    /// The same one after another, in the order of the children; a link may come twice.
    pub fn each_link(&self) -> impl Iterator<Item = (&PersonKey, &PersonKey)> {
        let all = self.people.values().flat_map(|known| &known.parents);
        all.filter(move |link| self.people.contains_key(&link.parent)).map(|link| (&link.parent, &link.child))
    }

    /// The links to parents whom nothing describes, which nobody sees.
    pub fn dangling(&self) -> impl Iterator<Item = &FamilyLink> {
        let all = self.people.values().flat_map(|known| &known.parents);
        all.filter(move |link| !self.people.contains_key(&link.parent))
    }

    /// The people who are users: relatives only as parents of somebody.
    pub fn users(&self) -> BTreeMap<PersonKey, Person> {
        self.each_user().map(|(key, person)| (key.clone(), person.clone())).collect()
    }

    /// The same one after another, in order.
    pub fn each_user(&self) -> impl Iterator<Item = (&PersonKey, &Person)> {
        let parents: BTreeSet<&PersonKey> = self.each_link().map(|(parent, _)| parent).collect();
        self.people
            .iter()
            .filter(move |(key, known)| known.person.kind != PersonKind::Relative || parents.contains(key))
            .map(|(key, known)| (key, &known.person))
    }
}
