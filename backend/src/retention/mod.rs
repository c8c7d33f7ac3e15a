//! Deletes what is over its time: the data of people who left, and what is old. Nothing is deleted in
//! one long transaction, and nothing is seen half: first what is deleted is hidden, or made nameless, in
//! one small transaction; then its rows go in batches; the last batch counts it. A purge that was
//! interrupted goes on where it stopped.

mod due;
mod export;
mod finish;
mod hide;
mod old;
mod page;
mod people;
mod purge;
mod tally;

pub(crate) use export::ARCHIVES;
pub use export::{PersonData, export_person};
pub use page::{keep_periods, retention_page};
pub use purge::purge;
