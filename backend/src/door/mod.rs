//! Signing in: passwords, second factors, one-time links, sessions and known browsers.

mod attempts;
pub mod cas;
mod change_password;
mod codes;
mod coupon;
mod device;
mod enrolment;
mod find_coupon;
mod finish_sign_in;
mod from;
mod kept;
mod link;
mod login;
pub mod oidc;
mod open_session;
mod password;
mod prove;
pub mod providers;
mod recovery;
mod renew_codes;
mod second_factor;
mod session;
mod set_password;
mod sign_in;
mod sign_out;
mod strength;
mod totp;
mod turns;
mod use_link;
mod wrap;

pub use change_password::change_password;
pub use coupon::coupon;
pub(crate) use coupon::{as_read, new_coupon};
pub(crate) use enrolment::enrolment;
pub use find_coupon::find_coupon;
pub use finish_sign_in::finish_sign_in;
pub use from::From;
pub(crate) use kept::end_kept_of_senders;
pub(crate) use link::expiry as link_expiry;
pub use link::link;
pub(crate) use login::check_login;
pub use open_session::Opened;
pub(crate) use open_session::locked_account;
pub use password::Passwords;
pub use prove::{Proof, Proved, prove, prove_to_close};
pub(crate) use recovery::left as recovery_codes_left;
pub use renew_codes::renew_recovery_codes;
pub(crate) use second_factor::pending_secret;
pub use second_factor::{
    ENROLMENT_MS, begin_second_factor, cancel_second_factor, confirm_second_factor, demand_second_factor,
    remove_second_factor, withdraw_second_factor, withdraw_second_factor_as_operator,
};
pub use session::{
    DEVICE_LIFETIME_MS, KEPT_LIFETIME_MS, Reader, SESSION_IDLE_MS, SESSION_LIFETIME_MS, Sessions, Token,
    lifetime_ms,
};
pub(crate) use set_password::reset_password;
pub use sign_in::{SignInStep, sign_in};
pub use sign_out::sign_out;
pub use strength::strength;
pub use use_link::{LinkUsed, use_link};
pub use wrap::{SecretsAtStart, wrap_secrets};
