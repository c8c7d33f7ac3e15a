//! What the pages show of accounts.

use serde::{Deserialize, Serialize};

use crate::{PersonId, access::view::Place, time::Stamp};

/// *Mon compte*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub login: String,
    pub password_changed: Option<Stamp>,
    /// The one in use first, then the latest used.
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
        /// As the directory has it.
        address: String,
        wanted: bool,
    },
}

/// Somewhere the account is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Names the session without opening it.
    pub id: String,
    /// The one that this page is seen in.
    pub current: bool,
    /// What the browser says it is, as sent; may be empty.
    pub user_agent: String,
    pub address: String,
    pub opened: Stamp,
    pub seen: Stamp,
}

/// *Double authentification*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactor {
    Off {
        /// An administrator demands it, and the person is a sender.
        demanded: bool,
    },
    /// Begun: the code of the application is waited for.
    Pending(Enrolment),
    On {
        since: Stamp,
        demanded: bool,
    },
}

/// What an authenticator application is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Base32, to be typed where nothing can be scanned.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
    /// The QR code of `uri`: modules on a side, quiet zone included …
    pub size: u32,
    /// … and its dark modules as the data of an SVG path in that many units.
    pub path: String,
}

/// *Comptes*: the accounts, or the people whom a search finds.
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
    pub place: Option<Place>,
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
    /// A one-time link waits to be used.
    LinkSent,
    Active,
}

/// One account, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDetail {
    pub row: AccountRow,
    /// What a new account would be called.
    pub suggested_login: String,
    /// Until when an unused link is good.
    pub link_expires: Option<Stamp>,
    /// Whether it is the last account that administers the portal.
    pub last_administrator: bool,
    pub me: bool,
}

/// A link that sets a password, once. It is told a single time, to whoever made it.
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
