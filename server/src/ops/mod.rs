//! For the operators of the server: connections, and whether the process works.

mod connection;
mod health;
mod lasting;
mod limits;
mod line;
mod listen;
mod patient;
mod room;

pub use self::{
    health::{live, ready},
    limits::Limits,
    listen::listen,
    room::connections_within_limits,
};
