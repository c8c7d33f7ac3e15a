//! Accounts for a whole population: everybody gets an account, and a link by e-mail or on a coupon.
//!
//! A batch keeps who is in it, never a link: a letter's link is made when it is sent, a coupon's code
//! when it is printed, and only its hash is stored.

mod again;
mod expiry;
mod holder;
mod list;
mod make;
mod population;
mod prepare;
mod print;
mod prune;
mod rights;
mod send;
mod stop;
mod view;
mod work;

pub use list::batches;
pub use make::{Made, make_batch};
pub use print::print_sheet;
pub(crate) use prune::prune_batches;
pub(crate) use rights::end_coupons_of_senders;
pub use stop::stop_batch;
pub use view::{batch, batch_row};
pub(crate) use work::carry_out;
