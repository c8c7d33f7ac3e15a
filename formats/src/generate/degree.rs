use super::world::{World, pick};

/// What a delivery says of somebody: the names of its attributes, each with its values.
pub(super) type Attributes = Vec<(&'static str, Vec<String>)>;

pub(super) fn one(value: impl Into<String>) -> Vec<String> {
    vec![value.into()]
}

/// Identifiers of the first degree are so far from those of the second one.
const APART: u64 = 5_000_000;
const LEVELS: [&str; 4] = ["1122$CE1", "1123$CE2", "1124$CM1", "1125$CM2"];

/// How a delivery is written: both degrees have their own names for the same things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Degree {
    First,
    Second,
}

impl World {
    pub(super) const fn degree(&self) -> Degree {
        if self.first_degree { Degree::First } else { Degree::Second }
    }
}

impl Degree {
    const fn apart(self) -> u64 {
        match self {
            Self::First => APART,
            Self::Second => 0,
        }
    }

    pub(super) const fn pupil_id(self, number: u64) -> u64 {
        number + self.apart()
    }

    /// Every second family has children in both degrees.
    pub(super) fn adult_id(self, number: u64) -> u64 {
        let is_shared = (number / 2).is_multiple_of(2);
        10_000_000 + number + if is_shared { 0 } else { self.apart() }
    }

    /// One teacher of a school teaches in both degrees.
    pub(super) const fn staff_id(self, number: u64) -> u64 {
        let is_shared = number % 30 == 10;
        20_000_000 + number + if is_shared { 0 } else { self.apart() }
    }

    pub(super) const fn school_id(self, school: u64) -> u64 {
        30_000_000 + school + self.apart()
    }

    pub(super) fn uai(self, school: u64) -> String {
        match self {
            Self::First => format!("{:07}A", 580_000 + school),
            Self::Second => format!("{:07}A", 570_000 + school),
        }
    }

    pub(super) const fn prefix(self) -> &'static str {
        match self {
            Self::First => "ENT1D_Essai-1",
            Self::Second => "ENT2D_Essai-1",
        }
    }

    pub(super) const fn version(self) -> &'static str {
        match self {
            Self::First => "Annexe 1 version 6.3",
            Self::Second => "Annexe 4bis version 6.4",
        }
    }

    pub(super) const fn school_name(self) -> &'static str {
        match self {
            Self::First => "E.E.PU$ECOLE",
            Self::Second => "CLG$COLLEGE",
        }
    }

    pub(super) const fn school_type(self) -> &'static str {
        match self {
            Self::First => "ECOLE ELEMENTAIRE",
            Self::Second => "COLLEGE",
        }
    }

    /// The attributes of a person under the names, and with the values, of the degree.
    pub(super) fn written(self, attributes: Attributes) -> Attributes {
        match self {
            Self::First => attributes.into_iter().filter_map(first_degree).collect(),
            Self::Second => attributes,
        }
    }
}

/// `None`: the first degree has no such attribute.
fn first_degree((name, values): (&'static str, Vec<String>)) -> Option<(&'static str, Vec<String>)> {
    Some(match name {
        "sn" => ("ENTPersonNom", values),
        "givenName" => ("ENTPersonPrenom", values),
        "mail" => ("ENTPersonMail", values),
        "homePhone" => ("ENTPersonTelPerso", values),
        "ENTElevePersRelEleve" => {
            ("ENTEleveAutoriteParentale", values.iter().filter_map(|value| authority(value)).collect())
        }
        "ENTEleveClasses" => ("ENTPersonClasses", values.iter().map(|value| class(value)).collect()),
        "ENTEleveGroupes" => ("ENTPersonGroupes", values),
        "ENTEleveMEF" => ("ENTEleveNiveau", one(level(&values))),
        "ENTEleveLibelleMEF" => return None,
        "ENTAuxEnsClassesMatieres" => ("ENTAuxEnsClasses", values.iter().map(|value| class(value)).collect()),
        "ENTPersonFonctions" => (name, values.iter().map(|value| function(value)).collect()),
        _ => (name, values),
    })
}

/// Only those who have parental authority are named.
fn authority(value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split('$').collect();
    let [adult, relation, _, level, ..] = parts.as_slice() else { return None };
    (*level != "0").then(|| format!("{adult}${relation}"))
}

/// `struct$code` and `struct$code$subject` become `struct$type$label$id$name`.
fn class(value: &str) -> String {
    let mut parts = value.split('$');
    let (structure, code) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{structure}$11$ORDINAIRE${code}$Classe {code}")
}

/// By the last digit of the MEF's year, as the four levels of the second degree are told apart.
fn level(mefs: &[String]) -> &'static str {
    let year = mefs.first().and_then(|mef| mef.get(2..3)?.parse().ok());
    pick(&LEVELS, year.unwrap_or_default())
}

/// Heads teach as well; who has no function there is described by `SANS OBJET`.
fn function(value: &str) -> String {
    let mut parts = value.split('$');
    let (structure, code) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_head = value.contains("D0010");
    match code {
        "DIR" if is_head => format!("{structure}$ENS$ENSEIGNEMENT$D0000$DIRECTION"),
        "ENS" => format!("{structure}$ENS$ENSEIGNEMENT$-$SANS OBJET"),
        _ => format!("{structure}$-$SANS OBJET$-$SANS OBJET"),
    }
}
