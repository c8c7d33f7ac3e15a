//! Accounts as pages show them.

use serde::{Deserialize, Serialize};

use crate::{
    PersonId,
    access::{Apart, view::Belonging},
    time::Stamp,
};

/// *Mon compte*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// `None` for a person without an account of ours, who signs in with a provider.
    pub login: Option<String>,
    pub password_changed: Option<Stamp>,
    /// The current session first, then the most recently used.
    pub sessions: Vec<SessionView>,
    pub second_factor: SecondFactor,
    pub email_copies: EmailCopies,
}

/// *Recevoir une copie de mes messages par courriel*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmailCopies {
    /// The portal sends no e-mail.
    NotConfigured,
    /// The directory has no address of this person.
    NoAddress,
    Choice {
        /// The address from the directory.
        address: String,
        wanted: bool,
        /// Whether the last copy could not be delivered there.
        came_back: bool,
    },
}

/// A session of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Identifies the session, but does not give access to it.
    pub id: String,
    /// The session in which this page is shown.
    pub current: bool,
    /// The browser's `User-Agent`; may be empty.
    pub user_agent: String,
    pub address: String,
    pub opened: Stamp,
    pub seen: Stamp,
    /// *Rester connecté*: when it ends.
    #[serde(default)]
    pub kept_until: Option<Stamp>,
}

/// *Double authentification*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactor {
    Off {
        /// An administrator requires it, and the person is a sender.
        demanded: bool,
    },
    /// Started: waits for the code from the application.
    Pending(Enrolment),
    On {
        since: Stamp,
        demanded: bool,
        /// How many recovery codes can still be used.
        codes_left: u64,
    },
    /// The configuration has no key to keep secrets with.
    Unavailable,
}

/// The data for an authenticator application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Base32, to type when scanning is not possible.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
    /// The QR code of `uri`: modules on a side, quiet zone included …
    pub size: u32,
    /// … and its dark modules as the data of an SVG path in that many units.
    pub path: String,
}

/// *Comptes*: the accounts, or the people found by a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountsPage {
    pub rows: Vec<AccountRow>,
    /// Accounts in all; with a search, people found (at most [`ACCOUNTS_PER_PAGE`]).
    pub total: u64,
    pub page: u32,
    pub pages: u32,
    pub second_factor_demanded: bool,
}

pub const ACCOUNTS_PER_PAGE: u32 = 25;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub person: PersonId,
    pub name: String,
    pub place: Option<Belonging>,
    /// What tells the person apart from namesakes.
    pub apart: Vec<Apart>,
    /// `None` for somebody without an account.
    pub login: Option<String>,
    pub state: AccountState,
    pub administrator: bool,
    pub second_factor: bool,
    pub last_sign_in: Option<Stamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountState {
    None,
    /// A one-time link exists and is not used yet.
    LinkSent,
    Active,
    /// Closed: its record is joined to another one of the same person.
    Joined,
}

/// One account, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDetail {
    pub row: AccountRow,
    /// The suggested login for a new account.
    pub suggested_login: String,
    /// When an unused link expires.
    pub link_expires: Option<Stamp>,
    /// Whether it is the last account that administers the portal.
    pub last_administrator: bool,
    pub me: bool,
}

/// A link that sets a password, once. It is shown only once, to its creator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// `/mot-de-passe/…`
    pub path: String,
    pub login: String,
    pub expires: Stamp,
}

/// The page that a one-time link opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub login: String,
    pub name: String,
}
