//! *Accueil*

#[cfg(feature = "ssr")]
mod announcement;
mod api;
mod archive;
#[cfg(feature = "ssr")]
mod blocks;
#[cfg(feature = "ssr")]
mod framed;
#[cfg(feature = "ssr")]
mod hall;
mod items;
#[cfg(feature = "ssr")]
mod live;
#[cfg(feature = "ssr")]
mod live_items;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod shared;
#[cfg(feature = "ssr")]
mod shown;
#[cfg(feature = "ssr")]
mod standalone;

pub use api::{load_blocks, load_home, note_shown};
pub use archive::ArchivePageOfItems;
#[cfg(feature = "ssr")]
pub use framed::{FramePage, WindowPage};
#[cfg(feature = "ssr")]
pub use hall::{HallItem, HallPage};
#[cfg(feature = "ssr")]
pub use page::HomeContent;
#[cfg(feature = "ssr")]
pub use shared::shared_lists;
