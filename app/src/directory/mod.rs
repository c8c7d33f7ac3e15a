//! *Annuaire*: importing the directory, for the administrator.

mod api;
mod form;
mod page;
mod progress;
mod report;
mod tables;
mod view;

pub use page::DirectoryPage;
