//! Portals that show the widget: their registration and keys, the statements that their servers
//! sign, the tokens of their readers, and what the widget is answered.

mod add_key;
mod announcements;
mod change;
mod concerns;
mod detail;
mod exchange;
mod given_for;
mod holder;
mod issue;
mod issuing;
mod key;
mod list;
mod noted;
mod of_readers;
mod pace;
mod published_keys;
mod rates;
mod refusals;
mod register;
mod registry;
mod remove;
mod remove_key;
mod seen;
mod set_state;
mod spelled;
mod state;
mod tokens;
mod try_statement;
mod verify;
mod window;

pub use add_key::add_key;
pub use announcements::{Announcements, announcements};
pub use change::change;
pub use detail::detail;
pub use exchange::{Exchanged, TOKEN_SECONDS, exchange};
pub use holder::{Presented, holder, is_remembered};
pub(crate) use issue::prune;
pub use key::may_be_secret;
pub use list::list;
pub use refusals::store_refusals;
pub use register::register;
pub use remove::remove;
pub use remove_key::remove_key;
pub use seen::note_seen;
pub use set_state::set_state;
pub use spelled::{as_browsers_write, each_as_browsers_write};
pub use state::Portals;

pub use try_statement::try_statement;
pub use window::{Framing, framing_of, token_for_person};
