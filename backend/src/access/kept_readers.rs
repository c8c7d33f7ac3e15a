use std::sync::Arc;

use domain::PersonId;
use moka::sync::Cache;

use super::Caller;
use crate::{Backend, Result, ground::request, revision::Revisions};

/// How many readers a process keeps, about a kilobyte each.
const READERS: u64 = 50_000;

/// The readers of home pages who have no role. They are most of a region, and what is known of them
/// changes with the directory and with rights only. Whoever has a role, and whoever acts, is loaded anew
/// for each request.
#[derive(Debug)]
pub struct KeptReaders(Cache<PersonId, (KnownAt, Arc<Caller>)>);

/// What a caller depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct KnownAt {
    directory: i64,
    access: i64,
    incarnation: i64,
}

impl From<Revisions> for KnownAt {
    fn from(Revisions { directory, access, incarnation, .. }: Revisions) -> Self {
        Self { directory, access, incarnation }
    }
}

impl Default for KeptReaders {
    fn default() -> Self {
        Self(Cache::new(READERS))
    }
}

/// The caller for whom a home page is made.
///
/// # Errors
/// As [`Caller::load`].
pub(super) async fn reader(backend: &Backend, person: PersonId) -> Result<Caller> {
    let (readers, known_at) = (&backend.readers.0, KnownAt::from(backend.revisions()));
    if let Some((at, kept)) = readers.get(&person)
        && at == known_at
    {
        let mut caller = (*kept).clone();
        caller.language = request::language();
        return Ok(caller);
    }
    let caller = Caller::load(&backend.db, person).await?;
    if caller.has_no_role() {
        readers.insert(person, (known_at, Arc::new(caller.clone())));
    }
    Ok(caller)
}
