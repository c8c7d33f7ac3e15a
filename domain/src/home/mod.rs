//! *Accueil*: what stands in *Actualités*, whichever room it comes from.

mod item;
mod shown;

pub use item::{BoardItem, Item, ItemKind, Picture, Span};
pub use shown::{ShownItem, ShownSpan};
