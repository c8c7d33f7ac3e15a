use crate::{AppState, policy::Policy};

/// One row of the table of addresses, for the layers around its handler.
#[derive(Clone)]
pub struct At {
    pub state: AppState,
    pub policy: Policy,
    /// The path as written in the table.
    pub pattern: &'static str,
    /// Whether the row is for `GET`.
    pub reads: bool,
    /// Whether the path has a page, so that a link opens it.
    pub opens: bool,
}
