//! Calls to servers of others: keys, discovery, tokens, CAS. The addresses come from people, so a
//! call could be made to reach what only this machine may reach.
//!
//! - https alone, without a password in the address. Without encryption only this machine is
//!   called, and only if the setting `outbound_networks` lists it.
//! - A name is looked up once and each of its addresses is checked; the connection goes to the very
//!   address that was checked. Private, link-local and special addresses are refused unless that
//!   setting lists their network.
//! - Redirects are errors. Answers have a largest size, calls a time limit, and only so many are on
//!   their way at once.

mod address;
mod client;
mod names;
mod target;

pub use client::{Answer, Limits, Outbound};
pub use domain::outbound::OutboundError;
