//! *Accueil*

mod announcement;
mod api;
mod archive;
mod blocks;
mod items;
mod live;
mod page;

pub use archive::ArchivePageOfItems;
pub use page::HomePage;
