//! `OpenID` Connect: the code flow, from the choice of a provider to what it says about a person, and
//! both ways of signing out.

mod arrive;
mod backchannel;
mod claims;
mod discover;
mod exchange;
mod id_token;
mod keys;
mod leave;
mod signed;
mod start;
mod userinfo;

pub use arrive::{Back, arrive};
pub use backchannel::{LogoutRefused, back_channel};
pub use discover::Discoveries;
pub use leave::leaving;
pub use start::{Started, Waiting, start};
