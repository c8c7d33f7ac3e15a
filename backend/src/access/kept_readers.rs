use std::sync::Arc;

use domain::PersonId;
use moka::sync::Cache;
use words::Language;

use super::Caller;
use crate::{
    Backend, Result,
    ground::request,
    revision::{Moments, Revisions, Touched},
};

/// How many readers a process keeps, about a kilobyte each.
const READERS: u64 = 50_000;

/// The readers of home pages who have no role. They are most of a region, and what is known of them
/// changes with the directory and with their rights only. Whoever has a role, and whoever acts, is loaded
/// anew for each request.
#[derive(Debug)]
pub struct KeptReaders {
    known: Cache<PersonId, (KnownAt, Arc<Caller>)>,
    /// The people whose rights changed.
    rights: Moments<PersonId>,
}

/// What a caller depends on.
#[derive(Clone, Copy, Debug)]
struct KnownAt {
    directory: i64,
    incarnation: i64,
    /// The moment before it was read.
    rights: u64,
}

impl Default for KeptReaders {
    fn default() -> Self {
        Self { known: Cache::new(READERS), rights: Moments::default() }
    }
}

impl KeptReaders {
    /// Rights were touched: only these people are read anew.
    pub(crate) fn rights_changed(&self, touched: &Touched) {
        self.rights.touch(touched);
    }

    /// What would be known of somebody who is read now.
    fn now(&self, Revisions { directory, incarnation, .. }: Revisions) -> KnownAt {
        KnownAt { directory, incarnation, rights: self.rights.now() }
    }

    fn is_fresh(&self, person: PersonId, at: KnownAt, now: KnownAt) -> bool {
        (at.directory, at.incarnation) == (now.directory, now.incarnation)
            && self.rights.is_fresh(&person, at.rights)
    }
}

/// The caller for whom a home page is made; `in_advance` says that it is loaded before its reader asks for it.
///
/// # Errors
/// As [`Caller::load`].
pub(super) async fn reader(backend: &Backend, person: PersonId, in_advance: bool) -> Result<Arc<Caller>> {
    let readers = &backend.readers;
    let now = readers.now(backend.revisions());
    if let Some((at, kept)) = readers.known.get(&person)
        && readers.is_fresh(person, at, now)
    {
        return Ok(asking(kept, request::language(), in_advance));
    }
    let caller = Arc::new(Caller::load(&backend.db, person).await?);
    if caller.has_no_role() {
        readers.known.insert(person, (now, Arc::clone(&caller)));
    }
    let language = caller.language;
    Ok(asking(caller, language, in_advance))
}

/// The same person, as they ask now. Most requests of a person are alike, and copy nothing.
fn asking(known: Arc<Caller>, language: Language, in_advance: bool) -> Arc<Caller> {
    if (known.language, known.in_advance) == (language, in_advance) {
        return known;
    }
    let mut caller = (*known).clone();
    caller.language = language;
    caller.in_advance = in_advance;
    Arc::new(caller)
}
