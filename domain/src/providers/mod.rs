//! *Fournisseurs de connexion*: who vouches for people at the door, and how what they say about
//! somebody leads to exactly one person of the directory.

mod claims;
mod input;
mod kind;
mod matching;
mod switches;
mod trouble;
pub mod view;

pub use claims::{Claims, MAX_CLAIMS, MAX_VALUE_CHARACTERS, MAX_VALUES, add_claim};
pub use input::{NewProvider, ProviderInput};
pub use kind::{MatchBy, Protocol, ProviderState, Unmatched};
pub use matching::Matching;
pub use switches::{ClientAuth, Pkce, Switches, Userinfo};
pub use trouble::{Problem, Step, Trouble};
