//! Messages are written: one delivery for each person, made once, and put into inboxes in batches.
//!
//! A delivery is in somebody's inbox once `message.reached` has come to its person. Whoever delivers
//! holds a lease on the message's job and the message's fence, and proves both in each transaction,
//! with its first statements. A cancellation raises the fence, so nothing is delivered after it.

mod batch;
mod content;
mod engine;
mod enqueue;
mod failed;
mod post;
mod reconcile;
mod resolve;
mod run;
mod tell;

pub(crate) use content::Content;
pub(crate) use engine::{communication_of, deliver};
pub(crate) use enqueue::{Letter, enqueue};
pub(crate) use failed::{give_up, reopen};
pub(crate) use post::post;
pub use reconcile::reconcile;
pub use run::{BATCH, Run, Step};
pub(crate) use tell::{Event, tell};

/// SQL condition on a delivery `d` of a message `o`: that message still waits for this recipient,
/// who is still there to be reminded.
pub(crate) const LEFT_TO_REMIND: &str = "o.cancelled_at IS NULL AND d.establishment_id IS NOT NULL \
    AND d.acknowledged_at IS NULL AND d.covered_at IS NULL \
    AND (o.acknowledgement <> 'none' OR d.read_at IS NULL) \
    AND EXISTS (SELECT 1 FROM person p WHERE p.id = d.person_id AND p.removed_at IS NULL)";
