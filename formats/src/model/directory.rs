use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::directory::Profile;

use super::{
    facts::{Facts, NOTHING, What},
    known::Known,
    long::Long,
    roll::Roll,
};
use crate::{
    Feed, Record,
    record::{Class, ClassKind, Doubt, FamilyLink, Person, PersonKey, PersonKind, School, Uai},
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

/// Everything that is known, after any number of deliveries. People are kept as numbers and bare texts,
/// because there may be a million: [`Known`] is one of them, written out.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    pub schools: BTreeMap<Uai, School>,
    pub classes: BTreeMap<(Uai, ClassKind, String), Class>,
    pub doubts: Vec<Doubt>,
    /// Everybody who is there, was there, or is named as a parent.
    roll: Roll,
    /// Of the same people, by position.
    states: Long<State>,
    pub(super) facts: Facts,
}

#[derive(Clone, Copy, Debug)]
struct State {
    /// `None`: not there, or not any more.
    kind: Option<PersonKind>,
    born: Option<NaiveDate>,
    /// The list of what was said since they came.
    said: u32,
}

impl Default for State {
    fn default() -> Self {
        Self { kind: None, born: None, said: NOTHING }
    }
}

impl Directory {
    /// Takes in another delivery of the same academy. Somebody in both has what both say; a different name
    /// is noted.
    pub fn beside(&mut self, other: Self) -> Vec<Note> {
        if self.positions().next().is_none() && self.schools.is_empty() {
            *self = other;
            return Vec::new();
        }
        let people = other.positions().filter_map(|position| other.person_at(position));
        let notes = people.filter_map(|person| self.person_beside(person)).collect();
        for known in other.positions().filter_map(|position| other.known_at(position)) {
            for row in &known.memberships {
                self.say(&row.person, |facts| facts.member(row));
            }
            for row in &known.enrolments {
                self.say(&row.person, |facts| facts.enrolled(row));
            }
            for row in &known.teachings {
                self.say(&row.person, |facts| facts.teaches(row));
            }
            for link in &known.parents {
                self.link(link);
            }
        }
        for (uai, school) in other.schools {
            self.schools.entry(uai).or_insert(school);
        }
        for (key, class) in other.classes {
            self.classes.entry(key).or_insert(class);
        }
        self.doubts.extend(other.doubts);
        notes
    }

    /// What another delivery of the same academy says of somebody: both count. The name stays.
    fn person_beside(&mut self, person: Person) -> Option<Note> {
        let position = self.position(&person.key)?;
        let Some(known) = self.person_at(position) else {
            self.roll.rename(position, [&person.last_name, &person.first_name, &person.email]);
            self.set(position, State { kind: Some(person.kind), born: person.born, said: NOTHING });
            return None;
        };
        let kind = if known.kind == PersonKind::Relative { person.kind } else { known.kind };
        let email = if known.email.is_empty() { &person.email } else { &known.email };
        self.roll.rename(position, [&known.last_name, &known.first_name, email]);
        let born = known.born.or(person.born);
        self.set(position, State { kind: Some(kind), born, ..self.state(position) });
        let same = known.last_name == person.last_name && known.first_name == person.first_name;
        (!same).then_some(Note::Repeated(person.key))
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
            Record::Membership(row) => self.say(&row.person, |facts| facts.member(&row)),
            Record::Enrolment(row) => self.say(&row.person, |facts| facts.enrolled(&row)),
            Record::Teaching(row) => self.say(&row.person, |facts| facts.teaches(&row)),
            Record::FamilyLink(link) => self.link(&link),
            Record::Left(key) => match self.find(&key) {
                Some(position) => self.set(position, State::default()),
                None => return Some(Note::LeftUnknown(key)),
            },
            Record::Doubt(doubt) => self.doubts.push(doubt),
        }
        None
    }

    fn person(&mut self, feed: Feed, mut person: Person) -> Option<Note> {
        let modified = std::mem::take(&mut person.modified);
        let position = self.position(&person.key)?;
        let known = self.person_at(position);
        let said = match (feed, &known) {
            (Feed::Complete, Some(_)) => self.state(position).said,
            _ => NOTHING,
        };
        self.roll.rename(position, [&person.last_name, &person.first_name, &person.email]);
        self.set(position, State { kind: Some(person.kind), born: person.born, said });
        match (feed, known) {
            (_, None) => (modified && feed == Feed::Delta).then_some(Note::ModifiedUnknown(person.key)),
            (Feed::Delta, Some(_)) => None,
            (Feed::Complete, Some(known)) => (known != person).then_some(Note::Repeated(person.key)),
        }
    }

    fn link(&mut self, link: &FamilyLink) {
        let Some(child) = self.find(&link.child) else { return };
        let Some(parent) = self.position(&link.parent) else { return };
        self.add(child, What::Child { parent, relation: link.relation });
    }

    fn say(&mut self, key: &str, what: impl FnOnce(&mut Facts) -> What) {
        let Some(position) = self.find(key) else { return };
        let what = what(&mut self.facts);
        self.add(position, what);
    }

    fn add(&mut self, position: u32, what: What) {
        let state = self.state(position);
        let said = self.facts.add(state.said, what);
        self.set(position, State { said, ..state });
    }

    /// The position of somebody who is there.
    fn find(&self, key: &str) -> Option<u32> {
        self.roll.find(key).filter(|position| self.is_there(*position))
    }

    /// The position of somebody, there or not.
    fn position(&mut self, key: &str) -> Option<u32> {
        if let Some(position) = self.roll.find(key) {
            return Some(position);
        }
        let position = self.roll.add(key, [""; 3])?;
        self.states.push(State::default());
        Some(position)
    }

    fn state(&self, position: u32) -> State {
        self.states.get(position).copied().unwrap_or_default()
    }

    fn set(&mut self, position: u32, state: State) {
        if let Some(known) = self.states.get_mut(position) {
            *known = state;
        }
    }

    fn is_there(&self, position: u32) -> bool {
        self.state(position).kind.is_some()
    }
}

/// Reading it.
impl Directory {
    /// Identifiers and names by position.
    pub const fn roll(&self) -> &Roll {
        &self.roll
    }

    /// Somebody written out.
    pub fn known(&self, key: &str) -> Option<Known> {
        self.known_at(self.roll.find(key)?)
    }

    /// Everybody written out.
    pub fn people(&self) -> BTreeMap<PersonKey, Known> {
        let all = self.positions().filter_map(|position| self.known_at(position));
        all.map(|known| (known.person.key.clone(), known)).collect()
    }

    /// The links whose two ends are known, as (parent, child).
    pub fn links(&self) -> BTreeSet<(PersonKey, PersonKey)> {
        let key = |position| self.roll.key(position).to_owned();
        self.each_link().map(|(parent, child)| (key(parent), key(child))).collect()
    }

    /// The same one after another, by positions; a link may come twice.
    pub fn each_link(&self) -> impl Iterator<Item = (u32, u32)> {
        self.positions().flat_map(move |child| {
            self.said(child).filter_map(move |what| match what {
                What::Child { parent, .. } if self.is_there(parent) => Some((parent, child)),
                _ => None,
            })
        })
    }

    /// The links to parents whom nothing describes, which nobody sees.
    pub fn dangling(&self) -> impl Iterator<Item = FamilyLink> {
        let key = |position| self.roll.key(position).to_owned();
        self.positions().flat_map(move |child| {
            let mut links = Vec::new();
            for what in self.said(child) {
                let What::Child { parent, relation } = what else { continue };
                let link = || FamilyLink { parent: key(parent), child: key(child), relation };
                if !self.is_there(parent) && !links.contains(&link()) {
                    links.push(link());
                }
            }
            links
        })
    }

    /// The people who are users: relatives only as parents of somebody.
    pub fn users(&self) -> BTreeMap<PersonKey, Person> {
        let all = self.users_in_order().into_iter().filter_map(|position| self.person_at(position));
        all.map(|person| (person.key.clone(), person)).collect()
    }

    /// The positions of the same people, in the order of their identifiers.
    pub fn users_in_order(&self) -> Vec<u32> {
        let mut parents = vec![false; self.states.len()];
        for (parent, _) in self.each_link() {
            parents[parent as usize] = true;
        }
        let is_user = |position: &u32| {
            self.state(*position).kind != Some(PersonKind::Relative) || parents[*position as usize]
        };
        let mut users: Vec<u32> = self.positions().filter(is_user).collect();
        users.sort_unstable_by(|one, other| self.roll.key(*one).cmp(self.roll.key(*other)));
        users
    }

    /// The schools that have a pupil.
    pub fn schools_of_pupils(&self) -> BTreeSet<Uai> {
        let mut places: BTreeSet<u32> = BTreeSet::new();
        for position in self.positions() {
            places.extend(self.said(position).filter_map(|what| match what {
                What::Member(place) => Some(place),
                _ => None,
            }));
        }
        let places = places.into_iter().filter_map(|place| self.facts.place(place));
        let of_pupils = places.filter(|(_, profile, _)| *profile == Profile::Student);
        of_pupils.map(|(school, ..)| school.to_owned()).collect()
    }

    /// The positions of those who are there.
    pub(super) fn positions(&self) -> impl Iterator<Item = u32> {
        (0..).zip(self.states.iter()).filter(|(_, state)| state.kind.is_some()).map(|(position, _)| position)
    }

    pub(super) fn said(&self, position: u32) -> impl Iterator<Item = What> {
        self.facts.of(self.state(position).said)
    }

    pub(super) fn known_at(&self, position: u32) -> Option<Known> {
        let mut known = Known::new(self.person_at(position)?);
        for what in self.said(position) {
            self.facts.tell(what, &mut known, |parent| self.roll.key(parent));
        }
        Some(known)
    }

    fn person_at(&self, position: u32) -> Option<Person> {
        let State { kind, born, .. } = self.state(position);
        let [last_name, first_name, email] = self.roll.names(position).map(str::to_owned);
        let key = self.roll.key(position).to_owned();
        Some(Person { key, kind: kind?, last_name, first_name, email, born, modified: false })
    }

    /// Forgets an e-mail address that nobody can use.
    pub fn forget_email(&mut self, position: u32) {
        self.roll.forget_email(position);
    }

    /// Identifiers and names of these people, in this order. Everything else is freed first.
    #[must_use]
    pub fn into_roll(self, positions: &[u32]) -> Roll {
        let Self { roll, states, facts, .. } = self;
        drop((states, facts));
        roll.only(positions)
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn a_state_is_small() {
        assert!(size_of::<State>() <= 12, "{}", size_of::<State>());
    }
}
