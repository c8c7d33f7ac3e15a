use crate::{AppState, policy::Policy};

/// One row of the table of addresses, as the layers around its handler know it.
#[derive(Clone)]
pub struct At {
    pub state: AppState,
    pub policy: Policy,
    /// The path as the table has it.
    pub pattern: &'static str,
    /// Whether the row is for `GET`.
    pub reads: bool,
}
