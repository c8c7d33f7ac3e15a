use domain::PortalKeyId;

/// What a token was given for. It ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenFor {
    /// A statement with a registered key.
    Key(PortalKeyId),
    /// A statement with a key that the portal publishes.
    PublishedKey,
    /// A person who agreed in our own window, in the session of this SHA-256.
    Window([u8; 32]),
}

impl GivenFor {
    /// As the database stores it.
    pub fn code(self) -> String {
        match self {
            Self::Key(id) => format!("key {id}"),
            Self::PublishedKey => "published".to_owned(),
            Self::Window(session) => format!("window {}", hex::encode(session)),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(' ').unwrap_or((code, "")) {
            ("published", "") => Some(Self::PublishedKey),
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
        for given in [GivenFor::Key(PortalKeyId(7)), GivenFor::PublishedKey, GivenFor::Window([9; 32])] {
            assert_eq!(GivenFor::from_code(&given.code()), Some(given));
        }
        for wrong in ["", "key", "key x", "7", "window", "window 09"] {
            assert_eq!(GivenFor::from_code(wrong), None, "{wrong}");
        }
    }
}
