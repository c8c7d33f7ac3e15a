//! *Accueil*

mod announcement;
mod api;
mod archive;
mod blocks;
#[cfg(feature = "ssr")]
mod framed;
#[cfg(feature = "ssr")]
mod hall;
mod items;
mod live;
mod page;
mod sent;
#[cfg(feature = "ssr")]
mod shared;

pub use api::note_shown;
pub use archive::ArchivePageOfItems;
#[cfg(feature = "ssr")]
pub use framed::{FramePage, WindowPage};
#[cfg(feature = "ssr")]
pub use hall::{HallItem, HallPage};
pub use page::HomePage;
#[cfg(feature = "ssr")]
pub use shared::shared_lists;
