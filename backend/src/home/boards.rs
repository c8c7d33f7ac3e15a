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

/// The boards that this process keeps. A school has some dozens of announcements of at most 255
/// characters.
const SCHOOLS: u64 = 10_000;
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

impl Default for Boards {
    fn default() -> Self {
        Self { boards: Cache::new(SCHOOLS), changed: Moments::default() }
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
        let load = async || Board::load(db, school, now).await.map(Arc::new);
        slot.board.get_or_try_init(load).await.cloned()
    }

    /// What stands in *Actualités* of a school.
    pub async fn items_of(
        &self,
        db: &DatabaseConnection,
        school: EstablishmentId,
        now: Millis,
    ) -> Result<Arc<Items>> {
        let slot = self.slot(school, now);
        let load = async || Items::load(db, school, now).await.map(Arc::new);
        slot.items.get_or_try_init(load).await.cloned()
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
