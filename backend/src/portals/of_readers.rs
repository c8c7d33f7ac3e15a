use std::sync::{Arc, Weak};

use domain::PersonId;
use moka::sync::Cache;

use super::concerns::Concerns;
use crate::home::ReaderPage;

/// How much memory this may take in a process.
const REMEMBERED_BYTES: u64 = 8 * 1024 * 1024;

/// What is for one reader alone: parents of several children read which of them an announcement
/// concerns.
#[derive(Debug)]
pub(super) struct OfReaders(pub Cache<PersonId, Personal>);

/// What makes the answer of a reader differ from that of others with the same page.
#[derive(Debug)]
pub(super) struct Own {
    pub concerns: Concerns,
    /// The tag of the answer.
    pub tag: Arc<str>,
}

/// What one reader was answered.
#[derive(Clone, Debug)]
pub(super) struct Personal {
    /// The page of the reader's group that it was made from. It is not kept alive by this.
    page: Weak<ReaderPage>,
    /// The revision of the directory before the children were read.
    directory: i64,
    /// `None` when nothing is personal.
    pub own: Option<Arc<Own>>,
}

impl Default for OfReaders {
    fn default() -> Self {
        let weigh = |_: &PersonId, personal: &Personal| {
            let bytes = personal.own.as_ref().map_or(0, |own| own.concerns.bytes());
            u32::try_from(bytes + 256).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weigh).max_capacity(REMEMBERED_BYTES).build())
    }
}

impl Personal {
    pub fn new(page: &Arc<ReaderPage>, directory: i64, own: Option<Arc<Own>>) -> Self {
        Self { page: Arc::downgrade(page), directory, own }
    }

    /// Whether it was made from this page, and the directory is the same.
    pub fn is_of(&self, page: &Arc<ReaderPage>, directory: i64) -> bool {
        // The memory of a page is not used again while something refers to it.
        self.directory == directory && std::ptr::eq(self.page.as_ptr(), Arc::as_ptr(page))
    }
}
