//! Messages are written: one delivery for each person, made once, and put into inboxes in batches.
//!
//! A delivery is in somebody's inbox once `message.reached` has come to its person. Whoever delivers
//! holds a lease and proves it in each transaction, with the first statement of it; a cancellation
//! raises the same fence, so nothing is delivered after it.

mod batch;
mod engine;
mod enqueue;
mod failed;
mod post;
mod reconcile;
mod resolve;
mod run;

pub use engine::{Step, deliver_next};
pub(crate) use enqueue::{Letter, enqueue};
pub(crate) use post::post;
pub use reconcile::reconcile;
pub use run::{BATCH, LEASE_MS, Run};

/// SQL condition on a delivery `d` of a message `o`: that message still waits for this recipient,
/// who is still there to be reminded.
pub(crate) const LEFT_TO_REMIND: &str = "o.cancelled_at IS NULL AND d.establishment_id IS NOT NULL \
    AND d.acknowledged_at IS NULL AND d.covered_at IS NULL \
    AND (o.acknowledgement <> 'none' OR d.read_at IS NULL) \
    AND EXISTS (SELECT 1 FROM person p WHERE p.id = d.person_id AND p.removed_at IS NULL)";
