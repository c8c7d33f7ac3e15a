//! One person with several records: which pairs are proposed, and which record stays the main one.

use std::{cmp::Reverse, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use super::Profile;
use crate::{
    EstablishmentId, PersonId,
    time::{Millis, Stamp},
};

/// What the directory says of a record, as far as it tells whether two records are one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFacts {
    pub identifier: String,
    /// Empty without one.
    pub email: String,
    pub schools: BTreeSet<EstablishmentId>,
    pub profiles: BTreeSet<Profile>,
}

impl RecordFacts {
    /// What its identifier begins with: the academy or the school of the feed that it came from.
    fn source(&self) -> &str {
        self.identifier.split_once('-').map_or("", |(source, _)| source)
    }

    fn is_pupil(&self) -> bool {
        self.profiles.contains(&Profile::Student)
    }

    fn is_parent(&self) -> bool {
        self.profiles.contains(&Profile::Parent)
    }

    fn is_staff(&self) -> bool {
        self.profiles.iter().any(|profile| !matches!(profile, Profile::Student | Profile::Parent))
    }

    /// A pupil and an adult of the same name are of one family, and not one person.
    pub fn may_be(&self, other: &Self) -> bool {
        let unknown = self.profiles.is_empty() || other.profiles.is_empty();
        unknown || self.is_pupil() == other.is_pupil()
    }
}

/// Besides the name, what makes two records look like one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The same e-mail address.
    Address,
    /// The same school, in two feeds.
    School,
    /// A parent of a school's pupils, and somebody who works there.
    ParentAndStaff,
}

/// The signs that two records of the same name are one person; without any they are namesakes, and
/// nothing is proposed.
pub fn signs(one: &RecordFacts, other: &RecordFacts) -> Vec<Sign> {
    let mut signs = Vec::new();
    if !one.may_be(other) {
        return signs;
    }
    if !one.email.is_empty() && one.email.eq_ignore_ascii_case(&other.email) {
        signs.push(Sign::Address);
    }
    if one.schools.is_disjoint(&other.schools) {
        return signs;
    }
    if one.source() != other.source() {
        signs.push(Sign::School);
    }
    let works_beside = |parent: &RecordFacts, staff: &RecordFacts| {
        parent.is_parent() && !parent.is_staff() && staff.is_staff() && !staff.is_parent()
    };
    if works_beside(one, other) || works_beside(other, one) {
        signs.push(Sign::ParentAndStaff);
    }
    signs
}

/// What decides which of two records stays the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joining {
    pub person: PersonId,
    /// Other records are joined to it.
    pub leads: bool,
    pub administers: bool,
    pub has_password: bool,
    pub signed_in_at: Option<Millis>,
}

impl Joining {
    fn weight(&self) -> impl Ord + use<> {
        (self.administers, self.leads, self.has_password, self.signed_in_at, Reverse(self.person))
    }
}

/// The main record, whose account stays, and the other one, whose account is closed. `None` when the
/// account that would be closed administers the portal, or has records of its own: somebody must decide
/// that first.
pub fn main_of(one: Joining, other: Joining) -> Option<[PersonId; 2]> {
    let (main, closed) = if one.weight() >= other.weight() { (one, other) } else { (other, one) };
    (main.person != closed.person && !closed.leads && !closed.administers)
        .then_some([main.person, closed.person])
}

/// *Une personne, plusieurs fiches*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinsPage {
    pub proposals: Vec<Proposal>,
    /// The value of `after` for the next proposals; `None` when there are no more.
    pub next: Option<String>,
    /// The two records that somebody asked for by their identifiers.
    pub asked: Option<Proposal>,
    /// Records that are joined to another, by their number.
    pub joined: Vec<JoinedRecord>,
    pub next_joined: Option<PersonId>,
}

/// Two records that may be one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The one whose account stays first.
    pub records: [RecordView; 2],
    /// Empty for those that somebody asked for.
    pub signs: Vec<Sign>,
    /// Whether they can be joined as they are.
    pub joinable: bool,
}

/// A record, with everything that tells it from a namesake's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    pub person: PersonId,
    pub name: String,
    pub identifier: String,
    pub email: String,
    pub login: Option<String>,
    pub signed_in: Option<Stamp>,
    pub places: Vec<RecordPlace>,
    /// Children of a parent, parents of a pupil.
    pub family: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPlace {
    pub profile: Profile,
    /// Function, otherwise subject, otherwise class or level; may be empty.
    pub detail: String,
    pub school: String,
}

/// A record that is joined to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedRecord {
    pub record: RecordView,
    /// Name and identifier of the main one.
    pub main: String,
    pub since: Stamp,
    pub by: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(identifier: &str, profile: Profile, schools: &[i64]) -> RecordFacts {
        RecordFacts {
            identifier: identifier.to_owned(),
            email: String::new(),
            schools: schools.iter().map(|id| EstablishmentId(*id)).collect(),
            profiles: BTreeSet::from([profile]),
        }
    }

    fn at(address: &str, record: RecordFacts) -> RecordFacts {
        RecordFacts { email: address.to_owned(), ..record }
    }

    #[test]
    fn a_second_sign_is_needed_beside_the_name() {
        use Profile::{Parent, Student, Teacher};
        let teacher = |identifier, school| facts(identifier, Teacher, &[school]);
        assert!(signs(&teacher("13-1", 1), &teacher("14-9", 2)).is_empty(), "two academies, nothing else");
        let (one, other) = (teacher("13-1", 1), teacher("14-9", 2));
        let same = signs(&at("a.roy@ac.example", one), &at("A.Roy@ac.example", other));
        assert_eq!(same, [Sign::Address]);
        assert_eq!(signs(&teacher("13-1", 1), &teacher("0570051W-P4", 1)), [Sign::School]);
        assert!(signs(&teacher("13-1", 1), &teacher("13-2", 1)).is_empty(), "two colleagues of one name");
        let parent = facts("13-7", Parent, &[1, 3]);
        assert_eq!(signs(&teacher("13-1", 1), &parent), [Sign::ParentAndStaff]);
        assert!(signs(&teacher("13-1", 2), &parent).is_empty());
        let pupil = |identifier| facts(identifier, Student, &[1]);
        assert!(signs(&pupil("13-3"), &pupil("13-4")).is_empty(), "two pupils of one name");
        assert_eq!(signs(&pupil("13-3"), &pupil("0570051W-E8")), [Sign::School]);
    }

    #[test]
    fn a_pupil_and_an_adult_are_never_one_person() {
        let pupil = at("famille@courriel.example", facts("0570051W-E1", Profile::Student, &[1]));
        let father = at("famille@courriel.example", facts("13-7", Profile::Parent, &[1]));
        assert!(signs(&pupil, &father).is_empty());
        assert!(!father.may_be(&pupil));
    }

    #[test]
    fn the_account_that_is_used_stays() {
        let plain = |id| Joining {
            person: PersonId(id),
            leads: false,
            administers: false,
            has_password: false,
            signed_in_at: None,
        };
        let ids = |main: i64, other: i64| Some([PersonId(main), PersonId(other)]);
        assert_eq!(main_of(plain(1), plain(2)), ids(1, 2), "the older record");
        assert_eq!(main_of(plain(2), plain(1)), ids(1, 2), "whichever is named first");
        let used = Joining { has_password: true, signed_in_at: Some(Millis(9)), ..plain(2) };
        assert_eq!(main_of(Joining { has_password: true, ..plain(1) }, used), ids(2, 1));
        let leads = Joining { leads: true, ..plain(3) };
        assert_eq!(main_of(used, leads), ids(3, 2), "a third record comes to the two");
        let administers = Joining { administers: true, ..plain(4) };
        assert_eq!(main_of(administers, used), ids(4, 2));
        assert_eq!(main_of(administers, leads), None);
        assert_eq!(main_of(administers, Joining { administers: true, ..plain(5) }), None);
        assert_eq!(main_of(leads, Joining { leads: true, ..plain(6) }), None);
        assert_eq!(main_of(used, used), None, "one record is not two");
    }
}
