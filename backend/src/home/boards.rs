use std::sync::Arc;

use domain::{EstablishmentId, time::Millis};
use moka::sync::Cache;
use sea_orm::DatabaseConnection;
use tokio::sync::OnceCell;

use super::{board::Board, items::Items};
use crate::{
    Result,
    revision::{Moments, Scope, Touched},
};

/// How much memory boards may take in a process, about. What an authority announces stands on the board of
/// each of its schools.
const BOARD_BYTES: u64 = 128 * 1024 * 1024;
/// What a board weighs besides its entries.
const SLOT_BYTES: usize = 1_024;
/// After how long a board is read again even if nothing changed there: it has only the next events of each
/// space, and the next dates of each event, of which there are never so many in a day.
pub(super) const KEPT_MS: i64 = 12 * 60 * 60 * 1_000;

/// The boards of the schools, each loaded once for all who ask at the same time.
#[derive(Debug)]
pub(super) struct Boards {
    boards: Cache<EstablishmentId, Arc<Slot>>,
    changed: Moments<EstablishmentId>,
}

/// A board that is being loaded, or is there.
#[derive(Debug)]
struct Slot {
    /// The moment before it was read.
    at: u64,
    /// It holds nothing that was over by then.
    read_at: Millis,
    board: OnceCell<Arc<Board>>,
    /// Read apart: without them the announcements are shown all the same.
    items: OnceCell<Arc<Items>>,
}

impl Slot {
    fn weight(&self) -> u32 {
        let board = self.board.get().map_or(0, |board| board.bytes());
        let items = self.items.get().map_or(0, |items| items.bytes());
        u32::try_from(SLOT_BYTES + board + items).unwrap_or(u32::MAX)
    }
}

impl Default for Boards {
    fn default() -> Self {
        let weigh = |_: &EstablishmentId, slot: &Arc<Slot>| slot.weight();
        let boards = Cache::builder().weigher(weigh).max_capacity(BOARD_BYTES).build();
        Self { boards, changed: Moments::default() }
    }
}

impl Boards {
    /// The moment to note before boards are read.
    pub fn now(&self) -> u64 {
        self.changed.now()
    }

    /// Whether nothing has changed in a school since the moment `at`.
    pub fn is_fresh(&self, school: EstablishmentId, at: u64) -> bool {
        self.changed.is_fresh(&school, at)
    }

    pub fn forget(&self, touched: &Touched) {
        match touched {
            Touched::Everything => self.changed.change_all(),
            Touched::These(scopes) => {
                for scope in scopes {
                    if let Scope::School(school) = scope {
                        self.changed.change(*school);
                    }
                }
            }
        }
    }

    pub async fn of(
        &self,
        db: &DatabaseConnection,
        school: EstablishmentId,
        now: Millis,
    ) -> Result<Arc<Board>> {
        let slot = self.slot(school, now);
        if let Some(board) = slot.board.get() {
            return Ok(Arc::clone(board));
        }
        let load = async || Board::load(db, school, now).await.map(Arc::new);
        let board = slot.board.get_or_try_init(load).await.cloned()?;
        self.weigh(school, slot);
        Ok(board)
    }

    /// What stands in *Actualités* of a school.
    pub async fn items_of(
        &self,
        db: &DatabaseConnection,
        school: EstablishmentId,
        now: Millis,
    ) -> Result<Arc<Items>> {
        let slot = self.slot(school, now);
        if let Some(items) = slot.items.get() {
            return Ok(Arc::clone(items));
        }
        let load = async || Items::load(db, school, now).await.map(Arc::new);
        let items = slot.items.get_or_try_init(load).await.cloned()?;
        self.weigh(school, slot);
        Ok(items)
    }

    /// A board weighs more once it is loaded: it is kept anew, unless another one stands in its place.
    fn weigh(&self, school: EstablishmentId, slot: Arc<Slot>) {
        if self.boards.get(&school).is_some_and(|kept| Arc::ptr_eq(&kept, &slot)) {
            self.boards.insert(school, slot);
        }
    }

    fn slot(&self, school: EstablishmentId, now: Millis) -> Arc<Slot> {
        match self.boards.get(&school).filter(|slot| self.serves(school, slot, now)) {
            Some(slot) => slot,
            None => self.new_slot(school, now),
        }
    }

    /// A clock that was set back asks for announcements that were over.
    fn serves(&self, school: EstablishmentId, slot: &Slot, now: Millis) -> bool {
        (slot.read_at..slot.read_at.plus(KEPT_MS)).contains(&now) && self.is_fresh(school, slot.at)
    }

    /// The same slot for all who find the old one stale at the same time.
    fn new_slot(&self, school: EstablishmentId, now: Millis) -> Arc<Slot> {
        let make = || {
            let (board, items) = (OnceCell::new(), OnceCell::new());
            Arc::new(Slot { at: self.now(), read_at: now, board, items })
        };
        let is_stale = |slot: &Arc<Slot>| !self.serves(school, slot, now);
        self.boards.entry(school).or_insert_with_if(make, is_stale).into_value()
    }
}

#[cfg(test)]
mod tests {
    use domain::{EstablishmentId, time::Millis};

    use super::{Arc, Board, Boards, SLOT_BYTES};
    use crate::home::board::one_entry;

    #[test]
    fn a_board_weighs_what_stands_on_it() {
        let (boards, school, now) = (Boards::default(), EstablishmentId(1), Millis(0));
        let weight = || {
            boards.boards.run_pending_tasks();
            boards.boards.weighted_size()
        };
        let slot = boards.slot(school, now);
        assert_eq!(weight(), SLOT_BYTES as u64, "nothing is loaded yet");
        let entries = (0..40).map(|_| one_entry(&"x".repeat(255))).collect();
        let board = Arc::new(Board { entries, ..Board::default() });
        slot.board.set(Arc::clone(&board)).expect("the first one");
        boards.weigh(school, Arc::clone(&slot));
        assert_eq!(weight(), (SLOT_BYTES + board.bytes()) as u64);
        assert!(board.bytes() > 40 * 255, "{}", board.bytes());
        boards.changed.change(school);
        let newer = boards.slot(school, now);
        boards.weigh(school, slot);
        assert!(Arc::ptr_eq(&boards.slot(school, now), &newer), "an older one comes too late");
        assert_eq!(weight(), SLOT_BYTES as u64);
    }
}
