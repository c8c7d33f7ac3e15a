//! *Accueil*

mod api;
mod page;

pub use page::HomePage;
