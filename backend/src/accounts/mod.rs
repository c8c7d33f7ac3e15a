//! Accounts of the portal: their administration, and what users see and change of their own
//! account.

mod account;
mod administrators;
mod alone;
mod batches;
mod choose_language;
mod close_sessions;
mod create;
mod demo;
mod detail;
mod free_login;
mod list;
mod make_link;
mod people;
mod put_link;
mod set;
mod signed_in;
mod tell;

pub use account::account;
pub use administrators::name_administrator;
pub use alone::is_alone;
pub use batches::{Made, batch, batch_row, batches, make_batch, print_sheet, stop_batch};
pub(crate) use batches::{carry_out, end_coupons_of_senders, prune_batches};
pub use choose_language::choose_language;
pub use close_sessions::{close_all_sessions, close_other_sessions, close_session};
pub use create::create;
pub use demo::give_demo_accounts;
pub use detail::detail;
pub use list::list;
pub use make_link::make_link;
pub use people::people;
pub use set::{SetAccount, set};
pub use signed_in::signed_in;
pub use tell::tell_administrators;
