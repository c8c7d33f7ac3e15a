//! *Accueil*: what stands in *Actualités*, whichever room it comes from.

mod archive;
mod clock;
mod item;
mod shown;
mod upcoming;

pub use archive::{ArchiveFilter, ArchivePage, ItemPosition, month_code, month_of};
pub use clock::ReaderClock;
pub use item::{BoardItem, Item, ItemKind, Picture, Span};
pub use shown::{ShownItem, ShownSpan};
pub use upcoming::{AgendaBlocks, Upcoming};
