//! CAS 2 and 3: from the choice of a server to what it says about a person, and both ways of signing
//! out.

mod addresses;
mod arrive;
mod end_session;
mod leave;
mod logout;
mod response;
mod start;
mod ticket;
mod tree;
mod validate;

pub use addresses::Server;
pub use arrive::arrive;
pub use end_session::end_session;
pub use leave::leaving;
pub use logout::{logout_form, logout_request};
pub use response::{Identified, ServiceResponse, service_response};
pub use start::{Started, Waiting, start};
pub use ticket::Ticket;
pub use tree::Unreadable;
