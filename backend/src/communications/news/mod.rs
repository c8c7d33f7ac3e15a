//! News as its readers get it: on the home page, in the list by month, on its own page.

mod archive;
mod board;
mod children;
mod follow;
mod read;

pub(crate) use archive::archive;
pub(crate) use board::items_of;
pub use follow::follow_news;
pub use read::read_news;
