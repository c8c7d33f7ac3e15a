use serde::{Deserialize, Serialize};

use super::DuplicateMode;
use crate::{CommunicationId, DraftId};

/// The initial content of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    Blank,
    /// A draft of the caller's.
    Draft(DraftId),
    /// dupliquer
    Copy(CommunicationId, DuplicateMode),
}
