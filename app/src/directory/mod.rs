//! *Annuaire*: importing the directory, for the administrator.

mod api;
mod form;
mod imports;
mod matches;
mod page;
mod people;
mod progress;
mod records;
mod report;
mod tables;
mod view;

pub use imports::ImportsPage;
pub use matches::MatchesPage;
pub use page::DirectoryPage;
pub use people::PeoplePage;
pub use records::RecordsPage;
