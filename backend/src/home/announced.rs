use std::{
    ops::Deref,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use domain::{communications::view::PublishedAnnouncement, time::Millis};

use super::once::once;
use crate::Result;

/// An announcement on the board of a school. The pages of all groups that see it share it, and what
/// was made of it.
#[derive(Debug)]
pub struct Announced {
    /// Never given twice by a process.
    pub(super) number: u64,
    pub said: PublishedAnnouncement,
    /// When it ends in this school.
    pub(super) ends: Option<Millis>,
    /// In the format of the widget, once a widget asked for it, without what is for one reader alone.
    for_widgets: OnceLock<Bytes>,
}

impl Announced {
    pub(super) fn new(said: PublishedAnnouncement, ends: Option<Millis>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { number: NEXT.fetch_add(1, Ordering::Relaxed), said, ends, for_widgets: OnceLock::new() }
    }

    /// The announcement in the format of the widget, made once.
    pub fn for_widgets(&self, make: impl FnOnce() -> Result<Bytes>) -> Result<&Bytes> {
        once(&self.for_widgets, make)
    }

    /// How long it is in the format of the widget, if it was written.
    pub(super) fn widget_bytes(&self) -> usize {
        self.for_widgets.get().map_or(0, Bytes::len)
    }
}

impl Deref for Announced {
    type Target = PublishedAnnouncement;

    fn deref(&self) -> &Self::Target {
        &self.said
    }
}
