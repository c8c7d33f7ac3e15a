use std::time::Duration;

use domain::{
    PersonId,
    audit::{Action, Outcome},
};
use moka::sync::Cache;

use crate::{
    Backend, Result,
    audit::{Entry, record},
    stored::name_of,
};

/// How long a repeated refusal counts as the same: a thousand tries are recorded only once.
const SAME_FOR: Duration = Duration::from_mins(1);

/// Refusals that were recorded a moment ago.
#[derive(Debug)]
pub struct Refusals {
    recent: Cache<(PersonId, String), ()>,
}

impl Default for Refusals {
    fn default() -> Self {
        Self { recent: Cache::builder().max_capacity(10_000).time_to_live(SAME_FOR).build() }
    }
}

/// Records that a person was refused: `what` they requested, and which `right` was missing.
pub async fn refused(
    backend: &Backend,
    person: PersonId,
    address: &str,
    what: &str,
    right: &str,
) -> Result<()> {
    let fresh = backend.refusals.recent.entry((person, format!("{right} {what}"))).or_insert(()).is_fresh();
    if !fresh {
        return Ok(());
    }
    let name = name_of(&backend.db, person).await?;
    let entry = Entry::named(Some(person), name, Action::Access, what)
        .ended(Outcome::Refused)
        .from(address)
        .with("right", right);
    record(backend, entry).await
}
