//! *Communications reçues*: what authorities sent to a school.

mod contact;
mod counts;
mod detail;
mod exchanges;
mod follow;
mod list;
mod load;
mod offline;
mod place;
mod seen;
mod state_sql;

pub use contact::contact_author;
pub use counts::ReceivedCounts;
pub use detail::received_detail;
pub use exchanges::exchanges;
pub use follow::follow_received;
pub use list::received;
pub use offline::{put_online, take_offline};
pub use seen::{ReceivedSeen, note_received, store_received};
