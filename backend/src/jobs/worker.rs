use crate::queue::Kind;

/// A background task of a server process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Worker {
    /// Reads what other processes changed.
    Refresh,
    /// Builds the audience index when the directory has changed, before somebody waits for it.
    Warm,
    /// Stores which announcements were seen.
    Sightings,
    /// Carries out the jobs of one kind.
    Jobs(Kind),
}

impl Worker {
    /// All workers of a process, beginning with those that others wait for.
    pub fn all() -> impl Iterator<Item = Self> {
        // An import runs on a task of its own, in the process that received its files.
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Import);
        [Self::Refresh, Self::Warm, Self::Sightings].into_iter().chain(kinds.map(Self::Jobs))
    }

    /// The name used in the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Warm => "warm",
            Self::Sightings => "sightings",
            Self::Jobs(kind) => kind.code(),
        }
    }
}
