use std::collections::BTreeSet;

use backend::{Backend, Result, access::Caller, accounts};
use domain::{PersonId, time::Millis};

use super::{import::OVER, look::Look};

/// The page loads again at each version: often enough to see the bar move.
const BETWEEN_VERSIONS_MS: i64 = 3_000;
/// How soon its end is seen.
const LOOKS_EVERY_MS: i64 = 1_000;

/// A batch goes on by itself, in whichever process: it is looked at from time to time. The event says
/// only that there is news; the page then reads it, with the usual check of rights.
pub(super) async fn look(backend: &Backend, person: PersonId, id: i64) -> Result<Look> {
    let caller = Caller::load(&backend.db, person).await?;
    let now = backend.clock.now();
    let row = accounts::batch_row(backend, &caller, id).await?;
    let (version, until) = if row.progress.is_running(row.kind) {
        ((now.0 / BETWEEN_VERSIONS_MS).to_string(), Millis(now.0.saturating_add(LOOKS_EVERY_MS)))
    } else {
        (OVER.to_owned(), Millis(i64::MAX))
    };
    Ok(Look { version, until, concerns: BTreeSet::new(), event: None })
}
