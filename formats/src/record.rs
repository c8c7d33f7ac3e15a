//! What every format is read into.

use chrono::NaiveDate;
use domain::directory::Profile;
use serde::{Deserialize, Serialize};

/// Whether a delivery describes everybody, or only what has changed since the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// Somebody who is absent has left.
    #[default]
    Complete,
    /// Somebody who is absent has not changed.
    Delta,
}

/// One fact of a delivery.
///
/// A [`Person`] comes before the other records that name them as `person` or `child`. In a delta it
/// replaces what was known of this person: memberships, classes, teaching, and links as a child.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    School(School),
    Class(Class),
    Person(Person),
    Membership(Membership),
    Enrolment(Enrolment),
    Teaching(Teaching),
    FamilyLink(FamilyLink),
    /// In a delta: this person has left.
    Left(PersonKey),
    /// Something that a person has to decide.
    Doubt(Doubt),
}

/// The permanent identifier of a person, with the prefix of the feed, such as `13-1001`.
pub type PersonKey = String;

/// Seven digits and a letter.
pub type Uai = String;

/// Whether a text is the code of a school.
pub fn is_uai(text: &str) -> bool {
    text.len() == 8
        && text.bytes().take(7).all(|byte| byte.is_ascii_digit())
        && text.bytes().skip(7).all(|byte| byte.is_ascii_alphabetic())
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct School {
    pub uai: Uai,
    pub name: String,
    /// May be empty.
    pub town: String,
}

/// A class, or a group of pupils across classes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    pub school: Uai,
    pub kind: ClassKind,
    /// Unique among the classes (or groups) of the school.
    pub code: String,
    /// May be the code again.
    pub name: String,
    /// What the file declares; a class also has the levels of its pupils.
    pub levels: Vec<String>,
    /// For a group: the classes that it takes its pupils from, by code.
    pub of_classes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassKind {
    Class,
    Group,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    pub key: PersonKey,
    pub kind: PersonKind,
    pub last_name: String,
    pub first_name: String,
    /// Empty when unknown.
    pub email: String,
    /// For telling namesakes apart, never shown to others.
    pub born: Option<NaiveDate>,
    /// A delta says that this person was delivered before.
    pub modified: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    Pupil,
    /// Counts only as long as a [`FamilyLink`] names them: a mere contact is nobody's parent.
    Relative,
    Staff,
}

/// Somebody belongs to a school. Parents have none: they follow their children.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Membership {
    pub person: PersonKey,
    pub school: Uai,
    pub profile: Profile,
    /// Empty when unknown; so are the three below.
    pub level: String,
    pub sub_level: String,
    pub function: String,
    pub subject: String,
}

/// A pupil is in a class or group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Enrolment {
    pub person: PersonKey,
    pub school: Uai,
    pub kind: ClassKind,
    pub code: String,
}

/// A teacher teaches a class or group; the levels follow from the class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Teaching {
    pub person: PersonKey,
    pub school: Uai,
    pub kind: ClassKind,
    pub code: String,
    /// Empty when unknown.
    pub subject: String,
    /// *Professeur principal* of this class.
    pub principal: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyLink {
    pub parent: PersonKey,
    pub child: PersonKey,
    pub relation: Relation,
}

/// How an adult is related to a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    Mother,
    Father,
    Guardian,
    Ascendant,
    Sibling,
    OtherRelative,
    Educator,
    FosterCarer,
    ChildMinder,
    SocialServices,
    Other,
}

/// Two records that may or may not be the same person, or a link without a certain end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doubt {
    pub question: Question,
    /// The file and line that ask.
    pub file: String,
    pub line: u64,
    /// Who is meant, as written: last name, first name, class.
    pub about: String,
    /// Who may be meant; empty when nobody fits.
    pub candidates: Vec<PersonKey>,
    /// The adult, when a child is asked for.
    pub parent: Option<PersonKey>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    WhichChild,
    SamePerson,
}
