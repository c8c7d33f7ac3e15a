//! *Journal*: what somebody did, on what, when, and how it ended.

use serde::{Deserialize, Serialize};

use crate::time::Stamp;

values::coded! {
    /// What was done, or tried. The code is the key in addresses, files and the database.
    Action {
        SignIn => "sign_in",
        SignOut => "sign_out",
        /// Sessions elsewhere were closed.
        SessionsClosed => "sessions_closed",
        PasswordChanged => "password_changed",
        /// A one-time link was made, which opens an account or renews its password.
        LinkMade => "link_made",
        SecondFactorOn => "second_factor_on",
        SecondFactorOff => "second_factor_off",
        /// Senders must have a second factor, or need none any more.
        SecondFactorDemand => "second_factor_demand",
        AdministratorNamed => "administrator_named",
        AdministratorRemoved => "administrator_removed",
        RightGranted => "right_granted",
        RightRemoved => "right_removed",
        /// Something that a right was missing for.
        Access => "access",
        Deployed => "deployed",
        Cancelled => "cancelled",
        Imported => "imported",
        Exported => "exported",
        /// Those who had not taken note of a message were reminded of it.
        Reminded => "reminded",
        /// A file was refused because of what is in it.
        FileRefused => "file_refused",
    }

    /// How it ended.
    Outcome {
        Done => "done",
        /// Not allowed, or the credentials were wrong.
        Refused => "refused",
        Failed => "failed",
    }
}

/// Which entries are asked for; everything as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Part of the name of whoever did it, or of what it was done to.
    pub search: String,
    /// Code of an action; empty for all.
    pub action: String,
    /// Code of an outcome; empty for all.
    pub outcome: String,
    /// Civil days, both included.
    pub from: String,
    pub to: String,
    /// Only entries older than this one; 0 for the latest.
    pub before: i64,
}

/// Entries, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// What `before` is on the next page; `None` on the last.
    pub older: Option<i64>,
}

pub const ENTRIES_PER_PAGE: u64 = 50;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Counts entries from 1 without a gap.
    pub number: i64,
    pub at: Stamp,
    /// Name at the time; empty for the system itself.
    pub actor: String,
    /// From where, for what is done at the door.
    pub address: String,
    pub action: Action,
    pub outcome: Outcome,
    /// What it was done to: a name, a school, a communication.
    pub subject: String,
    /// More about it, such as `role=sender_announcement`.
    pub detail: String,
}
