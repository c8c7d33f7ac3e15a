//! *Accueil*

mod api;
mod archive;
mod items;
mod live;
mod page;

pub use archive::ArchivePageOfItems;
pub use page::HomePage;
