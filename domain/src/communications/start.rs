use serde::{Deserialize, Serialize};

use super::DuplicateMode;
use crate::{CommunicationId, DraftId};

/// The initial content of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    Blank,
    /// A draft of the caller's.
    Draft(DraftId),
    /// A draft of the caller's, with the question whether to deploy it; and the number of
    /// recipients that an earlier question named.
    Asked(DraftId, Option<u64>),
    /// dupliquer
    Copy(CommunicationId, DuplicateMode),
}
