//! Connections and transactions: everything that differs between the two engines.

mod engine;
mod migrate;
mod transaction;
mod turn;

pub use engine::{begin_snapshot, begin_walk, connect, rows_per_insert, skip_locked, statement};
pub use migrate::migrate;
pub use transaction::{Tries, asks_to_retry, begin, lock};
