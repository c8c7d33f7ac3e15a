//! Copies of a message that was withdrawn: none of them is sent, because each is checked just before.
//! Those that wait are taken out of the queue, a thousand at a time, because they would delay the
//! others.

use domain::{CommunicationId, time::Millis};
use sea_orm::ConnectionTrait;

use super::alert::AHEAD_MS;
use crate::{
    Backend, Result,
    queue::{self, Ended, Kind, Lease, New, SETTLED_AT_ONCE},
    transaction,
};

/// The detail of the job that takes out the rest.
pub(super) const WITHDRAWN: &str = "withdrawn";

/// A letter about an alert has a detail, and its subject is a communication.
const COPIES: &str = "detail IS NULL AND subject_id IN (SELECT m.id FROM message m WHERE m.communication_id = :id \
    OR (m.kind = 'reminder' AND m.reply_to IN (SELECT o.id FROM message o WHERE o.communication_id = :id)))";

/// Takes the copies of a communication and of its reminders out of the queue; the queue itself goes on with
/// those of a large audience. Call it in the transaction that withdraws the message.
pub(crate) async fn withdraw_copies(
    db: &impl ConnectionTrait,
    now: Millis,
    communication: CommunicationId,
) -> Result<()> {
    if take_out(db, now, communication).await? < SETTLED_AT_ONCE {
        return Ok(());
    }
    let key = format!("{WITHDRAWN}-{communication}");
    let (subject, detail) = (Some(communication.0), Some(WITHDRAWN));
    let due_at = now.plus(-AHEAD_MS);
    let new = New { kind: Kind::Mail, key: &key, subject, person: None, detail, due_at };
    queue::enqueue(db, now, &new).await.map(|_| ())
}

pub(super) async fn go_on(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let communication = CommunicationId(lease.subject()?);
    loop {
        let gone = transaction!(&backend.db, |tx| -> Option {
            let now = backend.clock.now();
            if !queue::renew(tx, lease, now).await? {
                return Ok(None);
            }
            take_out(tx, now, communication).await.map(Some)
        })?;
        match gone {
            None => return Ok(Ended::Noted),
            Some(gone) if gone < SETTLED_AT_ONCE => return Ok(Ended::Done),
            Some(_) => {}
        }
    }
}

async fn take_out(db: &impl ConnectionTrait, now: Millis, communication: CommunicationId) -> Result<u64> {
    queue::settle_where(db, now, Kind::Mail, WITHDRAWN, (COPIES, &[("id", communication.into())])).await
}
