//! Connections and transactions: everything that differs between the two engines.

mod begin;
mod engine;
mod migrate;
mod next_ids;
mod place;
mod probe;
mod retry;
mod transaction;
mod turn;

pub use engine::{
    analysis_limit, begin_snapshot, begin_walk, connect, for_update, key_share, rows_per_insert, skip_locked,
    statement,
};
pub use migrate::migrate;
pub use next_ids::next_ids;
pub use place::file_of;
pub use probe::{DatabaseFault, applied, fault, holds_portal};
pub use retry::asks_to_retry;
pub use transaction::{Tries, begin, lock};
pub use turn::{alone, alone_within};
