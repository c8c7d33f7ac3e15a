//! Asking for a role: who lacks a right asks, and those who administer the rights of the school grant
//! or decline.

mod ask;
mod decline;
mod people;
mod settle;
mod show;
mod told;
mod withdraw;

pub use ask::ask;
pub use decline::{decline, scope_of};
pub(crate) use people::nearest_administrators;
pub(super) use settle::settle;
pub(super) use show::open_on;
pub use show::requests;
pub(crate) use told::{first_letter, later_letter, tell_again, unheard, untold};
pub use withdraw::withdraw;
