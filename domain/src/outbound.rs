//! Why a call to somebody else's server gave no answer.

use serde::{Deserialize, Serialize};

/// Why a call to another server gave no answer that can be used. It holds nothing that the other
/// server sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum OutboundError {
    #[error("not an address of a web server")]
    Malformed,
    #[error("not https")]
    NotEncrypted,
    /// A user name or a password stands in the address.
    #[error("credentials in the address")]
    Credentials,
    #[error("port {0} is not allowed")]
    Port(u16),
    /// The name leads to an address inside our own network, or to one that is no server's.
    #[error("leads to a private address")]
    Private,
    #[error("the name is unknown")]
    UnknownName,
    #[error("no connection")]
    Unreachable,
    /// The certificate is not one that this machine trusts for this name.
    #[error("certificate refused")]
    Certificate,
    #[error("no answer in time")]
    Slow,
    #[error("the answer is too large")]
    TooLarge,
    /// It answered with another address; we follow none.
    #[error("redirects elsewhere")]
    Redirected,
    /// The answer is not HTTP, or it stopped before its end.
    #[error("broken answer")]
    Broken,
    /// As many calls as we make at the same time are on their way.
    #[error("too many calls at the moment")]
    Busy,
}
