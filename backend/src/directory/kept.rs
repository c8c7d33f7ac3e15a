//! The files of the last upload, so that the files of a trial can then be imported. They name minors,
//! so only the process that received them keeps them, in memory, for an hour, and only for the person
//! who sent them. Any other process asks to choose them again.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{PersonId, time::Millis};

use super::import::Files;

/// For how long.
pub(super) const KEPT: Duration = Duration::from_hours(1);
const KEPT_MS: i64 = 60 * 60 * 1_000;
/// More is not kept.
const MOST_BYTES: usize = 100 * 1024 * 1024;

#[derive(Default)]
pub struct KeptFiles(Mutex<Option<KeptUpload>>);

struct KeptUpload {
    run: i64,
    person: PersonId,
    files: Files,
    /// The directory's counter when they came.
    directory: i64,
    until: Millis,
}

/// Nothing of the files gets into a log.
impl fmt::Debug for KeptFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptFiles")
    }
}

impl KeptFiles {
    fn kept(&self) -> MutexGuard<'_, Option<KeptUpload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the files of a run instead of those of the run before, if they are not too large.
    /// `directory` is its counter now.
    pub(super) fn keep(&self, run: i64, person: PersonId, files: &Files, (directory, now): (i64, Millis)) {
        let small = files.held_bytes().is_some_and(|bytes| bytes <= MOST_BYTES);
        let until = now.plus(KEPT_MS);
        let kept = small.then(|| KeptUpload { run, person, files: files.clone(), directory, until });
        *self.kept() = kept;
    }

    /// The files of a run, for whoever sent them, and the directory's counter when they came.
    pub(super) fn of(&self, run: i64, person: PersonId, now: Millis) -> Option<(Files, i64)> {
        let kept = self.kept();
        let kept = kept.as_ref().filter(|kept| kept.run == run && kept.person == person && now < kept.until);
        kept.map(|kept| (kept.files.clone(), kept.directory))
    }

    /// Another state of the database was restored: the number of a run may be that of another one.
    pub(crate) fn forget_entirely(&self) {
        *self.kept() = None;
    }

    /// Drops the files of a run.
    pub(super) fn forget(&self, run: i64) {
        let mut kept = self.kept();
        if kept.as_ref().is_some_and(|kept| kept.run == run) {
            *kept = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, time::Millis};

    use super::{KEPT_MS, KeptFiles, MOST_BYTES};
    use crate::directory::import::{FileKind, Files};

    fn files(bytes: usize) -> Files {
        let mut files = Files::default();
        files.set(FileKind::People, vec![b'x'; bytes]);
        files
    }

    #[test]
    fn files_are_kept_for_an_hour_and_for_whoever_sent_them() {
        let (kept, now, by) = (KeptFiles::default(), Millis(0), PersonId(1));
        let has = |run: i64, person: PersonId, at: i64| kept.of(run, person, Millis(at)).is_some();
        kept.keep(7, by, &files(3), (1, now));
        assert!(has(7, by, KEPT_MS - 1) && !has(7, by, KEPT_MS));
        assert!(!has(7, PersonId(2), 0), "somebody else's");
        assert!(!has(8, by, 0), "another trial's");
        kept.forget(8);
        assert!(has(7, by, 0));
        kept.keep(8, by, &files(3), (1, now));
        assert!(has(8, by, 0) && !has(7, by, 0), "the last ones only");
        kept.keep(9, by, &files(MOST_BYTES + 1), (1, now));
        assert!(!has(9, by, 0) && !has(8, by, 0), "too large");
        kept.keep(10, by, &files(3), (1, now));
        kept.forget(10);
        assert!(!has(10, by, 0));
    }
}
