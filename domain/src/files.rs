//! Files that somebody chose, and whose they are.

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
    /// Of one file.
    pub bytes: u64,
    pub files: usize,
}

impl Default for AttachmentLimits {
    fn default() -> Self {
        Self { bytes: 25 * 1024 * 1024, files: 10 }
    }
}

values::coded! {
    /// Whose a file is.
    OwnerKind {
        /// Of whoever fills in a form that is not deployed yet.
        Form => "form",
        /// Of a message.
        Message => "message",
    }
}
