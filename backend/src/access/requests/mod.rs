//! Asking for a role: who lacks a right asks, and those who administer the rights of the school grant
//! or decline.

mod ask;
mod decline;
mod people;
mod settle;
mod show;
mod withdraw;

pub use ask::ask;
pub use decline::{decline, scope_of};
pub(crate) use people::nearest_administrators;
pub(super) use settle::settle;
pub(super) use show::open_on;
pub use show::requests;
pub use withdraw::withdraw;
