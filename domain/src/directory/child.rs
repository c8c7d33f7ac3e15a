use serde::{Deserialize, Serialize};

/// A child whom something concerns, as only the child's own parent reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConcernedChild {
    pub first_name: String,
    /// The child's level; may be empty.
    pub level: String,
}
