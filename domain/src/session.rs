//! What the pages know of whoever is signed in.

use serde::{Deserialize, Serialize};

/// The signed-in person, and the entries of the menu that their rights reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "entries of a menu, each there or not")]
pub struct SignedIn {
    pub name: String,
    pub first_name: String,
    /// A school of theirs; empty for somebody without one.
    pub school: String,
    /// Messages that wait in the inbox; at most [`MAX_COUNTED`](crate::messages::view::MAX_COUNTED) + 1.
    pub unread: u64,
    pub may_compose: bool,
    pub may_follow: bool,
    /// Administers the portal: directory, accounts, journal.
    pub administrator: bool,
    /// Administers the rights of at least one school or authority.
    pub may_administer_rights: bool,
}
