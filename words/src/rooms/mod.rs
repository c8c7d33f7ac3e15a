//! What there is to say, room by room, in no language yet.

mod access;
mod accounts;
mod audit;
mod common;
mod communications;
mod dates;
mod detail;
mod directory;
mod door;
mod drafts;
mod fields;
mod home;
mod messages;
mod numbers;
mod refusals;
mod sent;
mod shell;
mod targets;

pub use access::Access;
pub use accounts::Accounts;
pub use audit::Audit;
pub use common::Common;
pub use communications::Communications;
pub use dates::Dates;
pub use detail::Detail;
pub use directory::Directory;
pub use door::Door;
pub use drafts::Drafts;
pub use fields::Fields;
pub use home::Home;
pub use messages::Messages;
pub use numbers::Numbers;
pub use refusals::Refusals;
pub use sent::Sent;
pub use shell::Shell;
pub use targets::Targets;
