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
mod lists;
mod moved;
mod post;
mod readers;
mod recipients;
mod reconcile;
mod remindable;
mod resolve;
mod run;
mod tell;

pub(crate) use aim::{Aim, aim, left_out, refusal};
pub(crate) use concern::{Found, concerned, told, tried_again};
pub(crate) use content::Content;
pub(crate) use engine::deliver;
pub(crate) use enqueue::{Letter, enqueue, is_written, reword};
pub(crate) use failed::{give_up, reopen};
pub(crate) use moved::{has_moved, note_moved};
pub(crate) use post::post;
pub(crate) use readers::sightings_sql;
pub use reconcile::reconcile;
pub(crate) use remindable::left_to_remind;
pub use run::{BATCH, Run, Step};
pub(crate) use tell::{Event, tell};
