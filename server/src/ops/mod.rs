//! For the operators of the server: connections, and whether the process works.

mod health;
mod listen;
mod patient;
mod room;

pub use self::{
    health::{live, ready},
    listen::{Limits, listen},
    room::connections_within_limits,
};
