use std::{collections::HashMap, hash::Hash, sync::Arc};

use domain::directory::Profile;

use super::{known::Known, long::Long};
use crate::record::{ClassKind, Enrolment, FamilyLink, Membership, Relation, Teaching};

/// A list without anything.
pub(super) const NOTHING: u32 = u32::MAX;

/// A text that many facts have: its number.
type Word = u32;

/// One thing that is said about somebody, in 16 bytes: what many have in common is kept once.
#[derive(Clone, Copy, Debug)]
struct Fact {
    what: What,
    /// The fact that was said before about the same person.
    next: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Member(u32),
    Enrolled(u32),
    Teaches {
        class: u32,
        subject: Word,
        principal: bool,
    },
    /// Of somebody who may not be there.
    Child {
        parent: u32,
        relation: Relation,
    },
}

/// Everything of a membership but whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    school: Word,
    profile: Profile,
    level: Word,
    sub_level: Word,
    function: Word,
    subject: Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ClassOf {
    school: Word,
    kind: ClassKind,
    code: Word,
}

/// What is said about all people: each has a list that begins with the number of its last fact.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    all: Long<Fact>,
    words: Words,
    places: Interned<Place>,
    classes: Interned<ClassOf>,
}

impl Facts {
    /// Adds to a list, and returns where it begins now.
    pub(super) fn add(&mut self, list: u32, what: What) -> u32 {
        let Some(at) = u32::try_from(self.all.len()).ok().filter(|at| *at != NOTHING) else { return list };
        self.all.push(Fact { what, next: list });
        at
    }

    pub(super) fn of(&self, list: u32) -> impl Iterator<Item = What> {
        let first = self.all.get(list);
        std::iter::successors(first, |fact| self.all.get(fact.next)).map(|fact| fact.what)
    }

    pub(super) fn member(&mut self, row: &Membership) -> What {
        let words = &mut self.words;
        What::Member(self.places.number(Place {
            school: words.number(&row.school),
            profile: row.profile,
            level: words.number(&row.level),
            sub_level: words.number(&row.sub_level),
            function: words.number(&row.function),
            subject: words.number(&row.subject),
        }))
    }

    pub(super) fn enrolled(&mut self, row: &Enrolment) -> What {
        What::Enrolled(self.class(&row.school, row.kind, &row.code))
    }

    pub(super) fn teaches(&mut self, row: &Teaching) -> What {
        let class = self.class(&row.school, row.kind, &row.code);
        What::Teaches { class, subject: self.words.number(&row.subject), principal: row.principal }
    }

    fn class(&mut self, school: &str, kind: ClassKind, code: &str) -> u32 {
        let (school, code) = (self.words.number(school), self.words.number(code));
        self.classes.number(ClassOf { school, kind, code })
    }

    /// School, kind and code of a class.
    pub(super) fn class_key(&self, class: u32) -> Option<(&str, ClassKind, &str)> {
        let ClassOf { school, kind, code } = self.classes.get(class)?;
        Some((self.words.text(school), kind, self.words.text(code)))
    }

    /// School, profile and level of a membership.
    pub(super) fn place(&self, place: u32) -> Option<(&str, Profile, &str)> {
        let Place { school, profile, level, .. } = self.places.get(place)?;
        Some((self.words.text(school), profile, self.words.text(level)))
    }

    /// Adds one fact to what is written out about somebody; `key` gives the identifier of a position.
    pub(super) fn tell<'k>(&self, what: What, known: &mut Known, key: impl Fn(u32) -> &'k str) {
        let person = known.person.key.clone();
        let text = |word| self.words.text(word).to_owned();
        match what {
            What::Member(place) => {
                let Some(Place { school, profile, level, sub_level, function, subject }) =
                    self.places.get(place)
                else {
                    return;
                };
                known.memberships.insert(Membership {
                    person,
                    school: text(school),
                    profile,
                    level: text(level),
                    sub_level: text(sub_level),
                    function: text(function),
                    subject: text(subject),
                });
            }
            What::Enrolled(class) => {
                let Some((school, kind, code)) = self.class_key(class) else { return };
                let (school, code) = (school.to_owned(), code.to_owned());
                known.enrolments.insert(Enrolment { person, school, kind, code });
            }
            What::Teaches { class, subject, principal } => {
                let Some((school, kind, code)) = self.class_key(class) else { return };
                let (school, code, subject) = (school.to_owned(), code.to_owned(), text(subject));
                known.teachings.insert(Teaching { person, school, kind, code, subject, principal });
            }
            What::Child { parent, relation } => {
                let parent = key(parent).to_owned();
                known.parents.insert(FamilyLink { parent, child: person, relation });
            }
        }
    }
}

/// Different texts, each once.
#[derive(Clone, Debug, Default)]
struct Words {
    all: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Word>,
}

impl Words {
    fn number(&mut self, text: &str) -> Word {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = Word::try_from(self.all.len()).unwrap_or(Word::MAX);
        let text: Arc<str> = text.into();
        self.all.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    fn text(&self, word: Word) -> &str {
        self.all.get(word as usize).map_or("", |text| text)
    }
}

/// Different values, each once.
#[derive(Clone, Debug)]
struct Interned<T> {
    all: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Interned<T> {
    fn number(&mut self, value: T) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(value).or_insert(next);
        if number == next {
            self.all.push(value);
        }
        number
    }

    fn get(&self, number: u32) -> Option<T> {
        self.all.get(number as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Fact, Facts, NOTHING, What};

    #[test]
    fn a_fact_is_small_and_lists_stay_apart() {
        assert!(size_of::<Fact>() <= 16, "{}", size_of::<Fact>());
        let mut facts = Facts::default();
        let (mut one, mut other) = (NOTHING, NOTHING);
        for number in 0..3 {
            one = facts.add(one, What::Member(number));
            other = facts.add(other, What::Enrolled(number));
        }
        let members = facts.of(one).filter(|what| matches!(what, What::Member(_)));
        assert_eq!((members.count(), facts.of(other).count(), facts.of(NOTHING).count()), (3, 3, 0));
    }
}
