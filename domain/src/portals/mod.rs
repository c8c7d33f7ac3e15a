//! Portals that show the widget on their own pages, and what their servers state about a reader.

mod claims;
mod input;
mod pace;
mod refused;
pub mod view;

pub use claims::{Audiences, Claims, Expected, LONGEST_SECONDS, SKEW_SECONDS, speaks_for};
pub use input::{EVERYBODY, MAX_ORIGINS, MAX_PORTALS, MAX_PREFIXES, Portal, PortalInput, origin};
pub use pace::{LONGEST_PAUSE_SECONDS, PAUSE_SECONDS, pause};
pub use refused::{Refused, RefusedStatement};

values::coded! {
    /// How a portal signs. The code is the name of RFC 7518 and RFC 8037.
    SigningAlgorithm {
        EdDsa => "EdDSA",
        Es256 => "ES256",
        Rs256 => "RS256",
    }

    PortalState {
        Active => "active",
        /// Nothing of it is accepted until it is resumed.
        Paused => "paused",
    }
}
