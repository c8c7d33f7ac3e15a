//! Uploaded files and their owners.

use serde::{Deserialize, Serialize};

/// An attached file as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Identifies the file in addresses; cannot be guessed, but gives no access by itself.
    pub token: String,
    /// The name given by its owner.
    pub name: String,
    /// Detected from the content, such as `application/pdf`.
    pub media_type: String,
    pub bytes: u64,
}

/// What may be attached to one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentLimits {
    /// The most bytes of one file.
    pub bytes: u64,
    pub files: usize,
}

impl Default for AttachmentLimits {
    fn default() -> Self {
        Self { bytes: 25 * 1024 * 1024, files: 10 }
    }
}

values::coded! {
    /// The kind of owner of a file.
    OwnerKind {
        /// Owned by the author of a form that is not deployed yet.
        Form => "form",
        /// Attached to a message.
        Message => "message",
        /// Attached to a news item: the number is that of its communication.
        News => "news",
        /// Belongs to an article of a space.
        Article => "article",
        /// Removed from its form by the person with this number; only the token is kept, so that an
        /// upload that is still on its way is thrown away.
        Withdrawn => "withdrawn",
    }
}
