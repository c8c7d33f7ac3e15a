//! The engine: what is due is resolved into one delivery for each person, once, and put into
//! inboxes a batch at a time.

use domain::{
    CommunicationId,
    access::Right,
    audit::{Action, Outcome},
};
use sea_orm::EntityTrait;

use super::{batch, failed, resolve, run::Run};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    entities::message,
};

/// Errors in a row after which a message is given up.
const MAX_FAILURES: i32 = 5;
/// Leases in a row that ended without a word, since the process went down with them. At least eight
/// minutes: a machine that starts over and over for another reason takes no message with it.
const MAX_SILENT: i32 = 100;

/// What one step of a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    Went,
    /// Everybody has it.
    Finished,
    /// Nothing was written: it was cancelled, or is somebody else's by now.
    Lost,
}

/// Delivers the message that has been due for longest, to its last reader. `false` when none is due.
pub async fn deliver_next(backend: &Backend) -> Result<bool> {
    let Some(run) = Run::take(backend).await? else { return Ok(false) };
    if run.attempts > MAX_SILENT {
        failed::give_up(backend, &run).await?;
        return Ok(true);
    }
    match run.carry_out(backend).await {
        Ok(()) => {}
        Err(reason @ (Error::Forbidden(_) | Error::SecondFactorMissing)) => {
            tracing::warn!(message = run.id, %reason, "the author may not send any more");
            refuse(backend, &run).await?;
        }
        Err(reason) => {
            let failures = run.failures + 1;
            tracing::warn!(message = run.id, failures, %reason, "delivering failed");
            if failures >= MAX_FAILURES {
                failed::give_up(backend, &run).await?;
            } else {
                failed::retry_later(backend, &run).await?;
            }
        }
    }
    Ok(true)
}

impl Run {
    async fn carry_out(&self, backend: &Backend) -> Result<()> {
        while self.step(backend).await? == Step::Went {}
        backend.refresh().await
    }

    /// The next transaction: who gets it, then batch after batch.
    pub async fn step(&self, backend: &Backend) -> Result<Step> {
        let row = message::Entity::find_by_id(self.id).one(&backend.db).await?.ok_or(Error::NotFound)?;
        if row.sent_at.is_none() {
            resolve::resolve(backend, self, &row).await
        } else {
            batch::advance(backend, self, &row).await
        }
    }
}

async fn refuse(backend: &Backend, run: &Run) -> Result<()> {
    let Some(communication) = failed::give_up(backend, run).await? else { return Ok(()) };
    let CommunicationId(id) = communication;
    let entry = Entry::by_the_system(Action::Deployed, "")
        .ended(Outcome::Refused)
        .with("communication", id)
        .with("right", Right::CreateCommunication.code());
    audit::record(backend, entry).await
}
