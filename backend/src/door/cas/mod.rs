//! Signing in with CAS 2 and 3: what the server answers about a ticket, and how it ends a session.

mod logout;
mod response;
mod ticket;
mod tree;

pub use logout::logout_request;
pub use response::{Identified, ServiceResponse, service_response};
pub use ticket::Ticket;
pub use tree::Unreadable;
