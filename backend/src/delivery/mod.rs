//! How messages reach people: one delivery for each person, made once, and put into inboxes in
//! batches.
//!
//! A delivery is in the inbox once `message.reached` is at or past its person's id. The process
//! that delivers holds a lease on the message's job and the message's fence, and the first
//! statements of each transaction prove both. A cancellation raises the fence, so nothing is
//! delivered after it.

mod aim;
mod batch;
mod children;
mod concern;
mod content;
mod engine;
mod enqueue;
mod failed;
mod moved;
mod post;
mod readers;
mod reconcile;
mod resolve;
mod run;
mod tell;

pub(crate) use aim::{Aim, aim, left_out, names_of, refusal};
pub(crate) use concern::{Found, concerned, told, tried_again};
pub(crate) use content::Content;
pub(crate) use engine::deliver;
pub(crate) use enqueue::{Letter, enqueue, reword};
pub(crate) use failed::{give_up, reopen};
pub(crate) use moved::{has_moved, note_moved};
pub(crate) use post::post;
pub(crate) use readers::sightings_sql;
pub use reconcile::reconcile;
pub use run::{BATCH, Run, Step};
pub(crate) use tell::{Event, tell};

/// SQL condition on a delivery `d` of a message `o`: the message still awaits something from this
/// recipient, who is still in the directory.
pub(crate) const LEFT_TO_REMIND: &str = "o.cancelled_at IS NULL AND d.establishment_id IS NOT NULL \
    AND d.acknowledged_at IS NULL AND d.covered_at IS NULL \
    AND (o.acknowledgement <> 'none' OR d.read_at IS NULL) \
    AND EXISTS (SELECT 1 FROM person p WHERE p.id = d.person_id AND p.removed_at IS NULL \
    AND p.joined_to IS NULL)";
