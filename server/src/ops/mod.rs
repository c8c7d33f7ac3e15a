//! For whoever runs the server: connections, and whether the process does its work.

mod health;
mod listen;

pub use self::{
    health::{live, ready},
    listen::{Limits, listen},
};
