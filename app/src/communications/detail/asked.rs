use serde::{Deserialize, Serialize};

/// What the address asks for, and tells, where scripts do not run.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub cancel: bool,
    pub remind: bool,
    /// How many people have just been reminded.
    pub reminded: Option<u64>,
}
