use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    CommunicationId,
    access::{Population, Role},
    directory::{Loss, Profile, RefusedFile, RowRefusal},
    spaces::view::SpaceName,
    targets::NameKind,
};
use serde::{Deserialize, Serialize};

use super::{FileKind, RefusedRow, Remarks};

/// What happened, or in a dry run would happen, to the rows of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub added: u64,
    pub changed: u64,
    pub removed: u64,
    pub unchanged: u64,
}

impl Counts {
    pub const fn is_idle(&self) -> bool {
        self.added + self.changed + self.removed == 0
    }

    /// Rows that have to be written.
    pub const fn writes(&self) -> u64 {
        self.added + self.changed + self.removed
    }
}

/// An import that takes away more than a tenth of something, or brings schools that are all new beside those
/// of other deliveries, must be confirmed by its number
/// ([`Confirmed`](super::Confirmed)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LargeRemoval {
    /// What somebody types to confirm this one difference.
    pub number: u64,
    /// Everything that goes or is renamed.
    pub lost: u64,
    /// The first ones.
    pub losses: Vec<Loss>,
    /// How many there are; zero in reports of earlier versions.
    pub losses_total: u64,
    /// Somebody typed a number, and it was another one.
    pub mistyped: bool,
}

/// A level, sub-level, function, subject, class or group that nobody has any more: targets and roles that
/// name it reach nobody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Vanished {
    pub of: NameKind,
    pub name: String,
}

/// A name of the same kinds that nobody had before: it may be misspelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeared {
    pub of: NameKind,
    pub name: String,
    /// How many people have it, without those who follow their children.
    pub people: u64,
    /// What it resembles of the names that there are already.
    pub near: Option<String>,
}

/// The first ones of each, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meaningless {
    pub communications: Vec<LosingCommunication>,
    pub communications_total: u64,
    pub grants: Vec<LosingGrant>,
    pub grants_total: u64,
    pub spaces: Vec<LosingSpace>,
    pub spaces_total: u64,
}

/// A communication that names what one of its schools would no longer have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LosingCommunication {
    pub id: CommunicationId,
    pub title: String,
    pub names: Vec<Vanished>,
}

/// A role of a population that names what nobody of its scope would have any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LosingGrant {
    pub role: Role,
    pub population: Population,
    pub scope: String,
    pub names: Vec<Vanished>,
}

/// A space whose readers or writers its school has chosen by what nobody there would have any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LosingSpace {
    pub space: SpaceName,
    pub names: Vec<Vanished>,
}

/// Who comes, goes, moves and changes names: the first ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Movements {
    pub come: Vec<String>,
    pub come_total: u64,
    /// What each of `come` becomes; empty in reports of earlier versions.
    pub come_as: Vec<Vec<Standing>>,
    /// Those who come and get no membership, not even through a child.
    pub nowhere: Vec<String>,
    pub nowhere_total: u64,
    pub go: Vec<String>,
    pub go_total: u64,
    pub renamed: Vec<Renamed>,
    pub renamed_total: u64,
    pub moved: Vec<Moved>,
    pub moved_total: u64,
    /// Joins of records that end.
    pub separated: Vec<Separated>,
    pub separated_total: u64,
}

/// As what somebody stands somewhere: `Lycée Curie, 2de, 2de 3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub profile: Profile,
    pub place: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    pub from: String,
    pub to: String,
}

/// A record that was joined to another one, which leaves; each with its identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separated {
    pub record: String,
    pub main: String,
}

/// Somebody who stays, and what they are no longer and become: `Lycée Curie, 2de, 2de 3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub name: String,
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// What an import did, would do, or refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub dry_run: bool,
    /// Whether the directory now equals the files. `false` after a dry run, after a refusal, or
    /// when a confirmation is missing. Also `true` when nothing had to change.
    pub applied: bool,
    pub establishments: Counts,
    /// People; a person who returns counts as added.
    pub people: Counts,
    /// Memberships, including those of parents (derived from `families`).
    pub memberships: Counts,
    /// Links between a parent and a child.
    pub families: Counts,
    pub needs_confirmation: Option<LargeRemoval>,
    /// The first schools that lose their only head, or come without one, by name; and how many there are.
    /// This and the next two totals are zero in reports of earlier versions.
    #[serde(default)]
    pub without_head: Vec<String>,
    #[serde(default)]
    pub without_head_total: u64,
    /// The first names that nobody has any more.
    #[serde(default)]
    pub vanished: Vec<Vanished>,
    #[serde(default)]
    pub vanished_total: u64,
    /// The first names that nobody had; none for a directory that was empty.
    #[serde(default)]
    pub appeared: Vec<Appeared>,
    #[serde(default)]
    pub appeared_total: u64,
    /// Kept apart from the rest of the report, and for the last imports alone, because it names people.
    #[serde(skip)]
    pub movements: Movements,
    /// Communications, roles and spaces that would reach nobody whom they name.
    #[serde(default)]
    pub meaningless: Meaningless,
    /// The first [`KEPT_REFUSALS`](super::KEPT_REFUSALS), by file and line.
    pub refusals: Vec<RefusedRow>,
    pub refusals_total: u64,
    /// What was left out or looks wrong in the files of another format.
    #[serde(default)]
    pub remarks: Remarks,
    /// Under which number what it changed is kept; `None` when it cannot be undone.
    #[serde(default)]
    pub change: Option<i64>,
    /// The deliveries that the directory now has, by the beginning of their identifiers.
    #[serde(default)]
    pub delivered: Vec<Dated>,
}

/// A delivery of a feed; an older one of the same schools is refused afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    pub prefix: String,
    /// `None` where no file says it.
    pub date: Option<NaiveDate>,
    /// The schools that have its pupils, by UAI; none where an earlier version imported it.
    #[serde(default)]
    pub schools: BTreeSet<String>,
}

impl Report {
    pub const fn counts(&self, kind: FileKind) -> &Counts {
        match kind {
            FileKind::Establishments => &self.establishments,
            FileKind::People => &self.people,
            FileKind::Memberships => &self.memberships,
            FileKind::Families => &self.families,
        }
    }

    /// The first file that is refused as a whole. What is refused of a line may name somebody.
    pub fn refused_file(&self) -> Option<RefusedFile> {
        let file = self.refusals.iter().find(|row| {
            let of_file = matches!(
                row.refusal,
                RowRefusal::MissingFile
                    | RowRefusal::EmptyFile
                    | RowRefusal::NotATable
                    | RowRefusal::Delivery(_)
            );
            of_file && row.line.is_none() && row.column.is_none()
        })?;
        Some(RefusedFile { name: file.file.to_string(), why: file.refusal.clone() })
    }

    /// Nothing to add, to change or to remove.
    pub fn is_idle(&self) -> bool {
        FileKind::ALL.into_iter().all(|kind| self.counts(kind).is_idle())
    }
}

/// The progress of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub phase: Phase,
    /// Out of `total`: bytes while reading, rows afterwards.
    pub done: u64,
    pub total: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The files are being parsed and checked.
    Reading,
    /// The database is being read and compared with them.
    Comparing,
    /// The differences are being written.
    Writing,
}

impl Phase {
    const ALL: [Self; 3] = [Self::Reading, Self::Comparing, Self::Writing];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Comparing => "comparing",
            Self::Writing => "writing",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }
}
