use domain::PortalKeyId;
use sha2::{Digest, Sha256};

use super::key::PublicKey;

/// What a token was given for. It ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenFor {
    /// A statement with a registered key.
    Key(PortalKeyId),
    /// A statement with a key that the portal publishes: SHA-256 of the address and of the key.
    PublishedKey { address: [u8; 32], key: [u8; 32] },
    /// A person who agreed in our own window, in the session of this SHA-256.
    Window([u8; 32]),
}

impl GivenFor {
    pub fn published(address: &str, key: &PublicKey) -> Self {
        Self::PublishedKey { address: Sha256::digest(address.as_bytes()).into(), key: key.digest }
    }

    /// As the database stores it.
    pub fn code(self) -> String {
        match self {
            Self::Key(id) => format!("key {id}"),
            Self::PublishedKey { address, key } => {
                format!("published {} {}", hex::encode(address), hex::encode(key))
            }
            Self::Window(session) => format!("window {}", hex::encode(session)),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(' ').unwrap_or((code, "")) {
            ("published", both) => {
                let (address, key) = both.split_once(' ')?;
                Some(Self::PublishedKey { address: digest(address)?, key: digest(key)? })
            }
            ("window", session) => Some(Self::Window(digest(session)?)),
            ("key", id) => Some(Self::Key(id.parse().ok()?)),
            _ => None,
        }
    }
}

fn digest(text: &str) -> Option<[u8; 32]> {
    hex::decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        let published = GivenFor::PublishedKey { address: [1; 32], key: [2; 32] };
        for given in [GivenFor::Key(PortalKeyId(7)), published, GivenFor::Window([9; 32])] {
            assert_eq!(GivenFor::from_code(&given.code()), Some(given));
        }
        for wrong in ["", "key", "key x", "7", "window", "window 09", "published", "published 01 02"] {
            assert_eq!(GivenFor::from_code(wrong), None, "{wrong}");
        }
    }
}
