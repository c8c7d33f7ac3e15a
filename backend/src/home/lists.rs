use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::{CommunicationId, home::ShownItem};

use super::announced::Announced;
use crate::communications::Shown;

/// About what an entry of *Actualités* takes in memory, with its texts.
const ITEM_BYTES: usize = 512;

/// What a page shows of the boards of its schools. The pages of all groups that see the same share it:
/// most groups of a school differ in what nothing there asks for.
#[derive(Debug)]
pub struct Lists {
    pub announcements: Box<[Arc<Announced>]>,
    /// *Actualités*, the newest first; `None` if they could not be read in time.
    pub items: Option<Vec<ShownItem>>,
    /// The event of the readers' spaces that is next, or runs.
    pub next_event: Option<ShownItem>,
    /// The school of the readers through which each announcement came.
    pub came_by: Box<[Shown]>,
    /// The cohorts of parents through which each announcement came, by their place in the group.
    pub(super) to_parents: Box<[(CommunicationId, usize)]>,
    /// The number of the group whose page brought them.
    pub(super) brought_by: u64,
}

impl Lists {
    /// How much memory the page of a group takes for them, without the announcements, which are their
    /// board's: whoever brought them pays for all.
    pub(super) fn bytes_for(&self, group: u64) -> usize {
        if self.brought_by == group { self.bytes() } else { 0 }
    }

    fn bytes(&self) -> usize {
        let items = self.items.as_ref().map_or(0, Vec::len);
        let announced = size_of_val(&*self.announcements) + size_of_val(&*self.came_by);
        announced + size_of_val(&*self.to_parents) + items * ITEM_BYTES + ITEM_BYTES
    }

    /// Whether they show the same announcements, as they are worded now, and the same entries.
    fn are(&self, other: &Self) -> bool {
        let mut both = self.announcements.iter().zip(other.announcements.iter());
        self.announcements.len() == other.announcements.len()
            && both.all(|(one, other)| Arc::ptr_eq(one, other))
            && self.came_by == other.came_by
            && self.to_parents == other.to_parents
            && self.items == other.items
            && self.next_event == other.next_event
    }
}

/// The lists of the pages that were made of a board, for as long as one of these pages is kept.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Vec<Weak<Lists>>>);

impl Shared {
    /// The same lists as another page has, or these.
    pub fn of(&self, lists: Lists) -> Arc<Lists> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.iter().filter_map(Weak::upgrade).find(|one| one.are(&lists)) {
            return same;
        }
        known.retain(|one| one.strong_count() > 0);
        let new = Arc::new(lists);
        known.push(Arc::downgrade(&new));
        new
    }
}
