use domain::PortalKeyId;

/// What a token was given for. It ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenFor {
    /// A statement with a registered key.
    Key(PortalKeyId),
    /// A statement with a key that the portal publishes.
    PublishedKey,
    /// A person who was signed in here, in our own window.
    Window,
}

impl GivenFor {
    /// As the database stores it.
    pub fn code(self) -> String {
        match self {
            Self::Key(id) => format!("key {id}"),
            Self::PublishedKey => "published".to_owned(),
            Self::Window => "window".to_owned(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "published" => Some(Self::PublishedKey),
            "window" => Some(Self::Window),
            other => Some(Self::Key(other.strip_prefix("key ")?.parse().ok()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        for given in [GivenFor::Key(PortalKeyId(7)), GivenFor::PublishedKey, GivenFor::Window] {
            assert_eq!(GivenFor::from_code(&given.code()), Some(given));
        }
        for wrong in ["", "key", "key x", "7"] {
            assert_eq!(GivenFor::from_code(wrong), None, "{wrong}");
        }
    }
}
