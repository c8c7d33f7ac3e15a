//! One table for all waiting work: who does it, when, and how it ended.
//!
//! A job is written in the transaction that causes it, once for each key. A process takes it under
//! a lease. The *fence* grows with each lease, so a holder whose lease has run out can write
//! nothing. A lease only saves work; keys and fences guarantee that something happens only once.
//!
//! This module only knows the table. The work of each kind is in `jobs`.

mod backoff;
mod compare;
mod ended;
mod enqueue;
mod kind;
mod lease;
mod open;
mod outcome;
mod progress;
mod prune;
mod set_back;
mod view;
mod wake;

pub use backoff::{Backoff, Jitter};
pub use compare::{compare, compares_later};
pub use ended::Ended;
pub use enqueue::{New, SETTLED_AT_ONCE, claim, enqueue, recur, settle_where};
pub use kind::{Kind, Policy};
pub use lease::{Lease, take, waits};
use open::{OPEN, cut};
pub use outcome::{again, finish, give_up, keep, postpone, reach, renew, restart, retry};
pub use progress::{Amount, Followed, follow, note_progress};
pub use prune::prune;
pub use set_back::{LatestSeen, bring_back};
pub use view::{Figures, Listed, State, figures, list, load, reopen};
pub use wake::Wakes;
