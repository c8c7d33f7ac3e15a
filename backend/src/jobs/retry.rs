use domain::{CommunicationId, MessageId, audit::Action};

use crate::{
    Backend, Result,
    audit::{self, Entry},
    communications, delivery,
    queue::{self, Kind},
};

/// Makes a job run again that was given up, or that waits for its next try. `false` when it is
/// done, running, unknown, or of a kind that cannot be repeated. It is in the journal.
pub async fn retry(backend: &Backend, id: i64) -> Result<bool> {
    let Some((kind, job)) = queue::load(&backend.db, id).await? else { return Ok(false) };
    let now = backend.clock.now();
    let reopened = match (kind, job.subject_id) {
        // Its files are gone; an administrator must upload them again.
        (Kind::Import, _) => false,
        (Kind::Publish, Some(communication)) => {
            communications::reopen(&backend.db, id, CommunicationId(communication), now).await?
        }
        (Kind::Deliver, Some(message)) => delivery::reopen(&backend.db, id, MessageId(message), now).await?,
        _ => queue::reopen(&backend.db, id, now).await?,
    };
    if reopened {
        let entry = Entry::by_the_system(Action::JobRetried, kind.code()).with("job", id);
        audit::record(backend, entry.with("reason", "command line")).await?;
        backend.queue.wake(kind);
    }
    Ok(reopened)
}
