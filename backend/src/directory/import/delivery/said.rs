use std::collections::BTreeSet;

use domain::directory::matches::Match;
use formats::{Problems, model::Directory};

use super::super::report::Dated;

/// Bytes of one of our own tables inside a delivery.
pub(super) const MAX_TABLE: u64 = 200 << 20;

/// What a delivery says, before it is turned into rows.
#[derive(Default)]
pub(super) struct Said {
    pub(super) directory: Directory,
    pub(super) problems: Problems,
    /// How the identifiers begin that it is about.
    pub(super) prefixes: Vec<String>,
    /// How the identifiers begin that other files of the same program give to people of the same
    /// school; if empty, as in `prefixes`.
    pub(super) kin: Vec<String>,
    /// The schools that it speaks of, where others of the academy speak of other schools; `None`: everybody.
    pub(super) scope: Option<BTreeSet<String>>,
    pub(super) dates: Vec<Dated>,
    /// A school of ONDE, and the children who may be one of several pupils.
    pub(super) matches: Option<(String, Vec<Match>)>,
}
