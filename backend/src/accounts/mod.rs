//! Own accounts: passwords, sign-in, sessions.

mod create;
mod demo;
mod password;
mod session;
mod sign_in;
mod signed_in;

pub use create::create;
pub use demo::give_demo_accounts;
pub use password::Passwords;
pub use session::{SESSION_LIFETIME_MS, Sessions, Token};
pub(crate) use session::{fingerprint, random_hex};
pub use sign_in::{sign_in, sign_out};
pub use signed_in::signed_in;
