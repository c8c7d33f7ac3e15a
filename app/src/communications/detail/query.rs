use serde::{Deserialize, Serialize};

/// The state in the address, for pages without scripts: an open question, or what was just done.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DetailQuery {
    pub cancel: bool,
    /// The reader has just deployed it.
    pub deployed: bool,
    pub remind: bool,
    /// How many people have just been reminded.
    pub reminded: Option<u64>,
}
