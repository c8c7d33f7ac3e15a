//! *Accueil*

mod api;
mod live;
mod page;

pub use page::HomePage;
