//! Messages are written: one delivery for each person, made once, and put into inboxes in batches.

mod enqueue;
mod post;

pub(crate) use enqueue::{Letter, enqueue};
pub(crate) use post::post;
