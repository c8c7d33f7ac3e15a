//! One table for all work that waits: who does it, when, and what became of it.
//!
//! A job is written in the transaction that causes it, once for each key. A process takes it under
//! a lease; the *fence* grows with each lease, so that a holder whose lease ran out writes nothing.
//! A lease only saves work: what must happen once is held by keys and fences.
//!
//! This module knows the table alone. What a kind of job does stands in `jobs`.

mod backoff;
mod ended;
mod enqueue;
mod kind;
mod lease;
mod open;
mod outcome;
mod progress;
mod prune;
mod view;
mod wake;

pub use backoff::{Backoff, Jitter};
pub use ended::Ended;
pub use enqueue::{New, claim, enqueue, recur, settle_where};
pub use kind::{Kind, Policy};
pub use lease::{Lease, take};
use open::{OPEN, cut};
pub use outcome::{again, finish, give_up, keep, renew, restart, retry};
pub use progress::{Amount, Followed, follow, note_progress};
pub use prune::prune;
pub use view::{Figures, Listed, State, figures, list, load, reopen};
pub use wake::Wakes;
