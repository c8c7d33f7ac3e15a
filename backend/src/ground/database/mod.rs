//! Connections and transactions: everything in which the two engines differ.

mod engine;
mod migrate;
mod transaction;

pub use engine::{begin_snapshot, begin_walk, connect, rows_per_insert, skip_locked, statement};
pub use migrate::migrate;
pub use transaction::{Tries, asks_to_retry, begin, lock};
