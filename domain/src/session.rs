//! The signed-in person as pages know them.

use serde::{Deserialize, Serialize};

/// The signed-in person, and the menu entries that their rights allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "entries of a menu, each there or not")]
pub struct SignedIn {
    pub name: String,
    pub first_name: String,
    /// Names of their schools, or of the authority that they work for: none, one, or two.
    pub schools: Vec<String>,
    /// How many are not named.
    pub other_schools: u64,
    /// The time zone of their own school, by its IANA name.
    pub zone: String,
    /// Unread messages in the inbox; at most [`MAX_COUNTED`](crate::messages::view::MAX_COUNTED) +
    /// 1.
    pub unread: u64,
    pub may_compose: bool,
    pub may_follow: bool,
    /// Opens the dashboard of at least one school.
    pub may_receive: bool,
    /// Administers the portal: directory, accounts, journal.
    pub administrator: bool,
    /// Administers the rights of at least one school or authority.
    pub may_administer_rights: bool,
}
