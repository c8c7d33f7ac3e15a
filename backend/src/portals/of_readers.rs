use std::sync::Arc;

use domain::PersonId;
use moka::sync::Cache;

use crate::home::{ReaderPage, Rendered};

/// For how many readers with something personal a process remembers their answer.
const READERS: u64 = 10_000;

/// The answers that are for one reader alone: parents of several children read which of them an
/// announcement concerns.
#[derive(Debug)]
pub(super) struct OfReaders(pub Cache<PersonId, Personal>);

/// What one reader was answered.
#[derive(Clone, Debug)]
pub(super) struct Personal {
    /// The page of the reader's group that it was made from.
    pub page: Arc<ReaderPage>,
    /// The revision of the directory before the children were read.
    pub directory: i64,
    /// `None` when nothing is personal.
    pub rendered: Option<Rendered>,
}

impl Default for OfReaders {
    fn default() -> Self {
        Self(Cache::new(READERS))
    }
}
