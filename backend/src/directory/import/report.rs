use serde::{Deserialize, Serialize};

use super::{FileKind, Refused};

/// Refusals that a report lists one by one; beyond, they are only counted.
pub const KEPT_REFUSALS: usize = 1_000;

/// What became, or in a dry run would become, of the rows that one file stands for.
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

/// An import that removes more than a tenth of the people wants to be confirmed
/// ([`Options::allow_large_removal`](super::Options)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargeRemoval {
    pub would_remove: u64,
    pub out_of: u64,
}

/// What an import did, would do, or refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub dry_run: bool,
    /// Whether the directory now is what the files say; `false` after a dry run, a refusal, or
    /// when a confirmation is missing. `true` also when nothing had to change.
    pub applied: bool,
    pub establishments: Counts,
    /// People; somebody who comes back counts as added.
    pub people: Counts,
    /// Memberships, those of parents (derived from `families`) included.
    pub memberships: Counts,
    /// Links between a parent and a child.
    pub families: Counts,
    pub needs_confirmation: Option<LargeRemoval>,
    /// The first [`KEPT_REFUSALS`], by file and line.
    pub refusals: Vec<Refused>,
    pub refusals_total: u64,
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

    /// Nothing to add, to change or to remove.
    pub fn is_idle(&self) -> bool {
        FileKind::ALL.into_iter().all(|kind| self.counts(kind).is_idle())
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub phase: Phase,
    /// Of `total`: bytes while reading, rows afterwards.
    pub done: u64,
    pub total: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The files are parsed and checked.
    Reading,
    /// The database is read and compared with them.
    Comparing,
    /// The differences are written.
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
