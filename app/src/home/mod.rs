//! *Accueil*

mod api;
mod items;
mod live;
mod page;

pub use page::HomePage;
