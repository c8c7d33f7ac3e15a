//! Own accounts: passwords, sign-in, second factors, sessions, and their administration.

mod account;
mod administrators;
mod attempts;
mod change_password;
mod close_sessions;
mod create;
mod demo;
mod detail;
mod device;
mod enrolment;
mod finish_sign_in;
mod link;
mod list;
mod password;
mod second_factor;
mod session;
mod sign_in;
mod sign_out;
mod signed_in;
mod strength;

pub use account::account;
pub use administrators::name_administrator;
pub use change_password::change_password;
pub use close_sessions::{close_all_sessions, close_other_sessions, close_session};
pub use create::create;
pub use demo::give_demo_accounts;
pub use detail::detail;
pub use finish_sign_in::finish_sign_in;
pub use link::{link, make_link, use_link};
pub use list::list;
pub use password::Passwords;
pub use second_factor::{
    begin_second_factor, confirm_second_factor, demand_second_factor, remove_second_factor,
    withdraw_second_factor,
};
pub use session::{DEVICE_LIFETIME_MS, SESSION_IDLE_MS, SESSION_LIFETIME_MS, Sessions, Token};
pub use sign_in::{From, Opened, SignInStep, sign_in};
pub use sign_out::sign_out;
pub use signed_in::signed_in;
pub use strength::strength;
