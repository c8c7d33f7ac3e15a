//! What there is to say, room by room, in no language yet.

mod access;
mod accounts;
mod audit;
mod communications;
mod dates;
mod fields;
mod messages;
mod numbers;
mod refusals;
mod targets;

pub use access::Access;
pub use accounts::Accounts;
pub use audit::Audit;
pub use communications::Communications;
pub use dates::Dates;
pub use fields::Fields;
pub use messages::Messages;
pub use numbers::Numbers;
pub use refusals::Refusals;
pub use targets::Targets;
