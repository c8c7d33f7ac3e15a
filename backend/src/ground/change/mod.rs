//! How server processes learn what changed.
//!
//! Each topic has a counter, its *revision*. The transaction that makes a change raises the counter
//! and writes what it touches beside it. The counter's row stays locked until the commit, so the
//! numbers of a topic become visible in their order: a process that has seen number 7 never misses
//! number 6. Processes read the counters several times a second, then what the new numbers touch,
//! and forget and wake only that.

mod hub;
mod moments;
mod present;
mod raise;
mod read;
mod scope;
mod topic;

pub use hub::{Hub, Listener};
pub use moments::Moments;
pub use present::Present;
pub(crate) use raise::renew;
pub use raise::{raise, touch};
pub(crate) use read::INCARNATION;
pub use read::{Changes, Revisions, Touched, read, since};
pub use scope::Scope;
pub use topic::{ACCESS, BOARD, DIRECTORY, MESSAGES, SESSIONS, Topic};
