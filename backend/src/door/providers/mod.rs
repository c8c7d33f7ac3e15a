//! Providers of sign-on: who is meant by what a provider says, the session that it opens, and how
//! the provider ends that session. What the protocols have in common.

mod beyond;
mod end;
mod identify;
mod load;
mod open;
mod overtaken;
mod public_address;
mod refused;

pub(crate) use beyond::end_beyond_authorities;
pub use end::{Ended, Left, end, end_all, end_of_authorities, end_sessions, left, waiting};
pub use identify::identify;

pub(crate) use load::secret_owner;
pub use load::{active, client_secret, is_paused, known, offered, protocol};
pub use open::{Arrived, Assertion, open};
pub(super) use open::{of_step, tie};
pub(super) use overtaken::end_overtaken;
pub use overtaken::{forget, remember};
pub use public_address::PublicAddress;
pub use refused::record_refusal;
