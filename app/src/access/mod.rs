//! *Administration › Services › Communication ciblée*: who may do what, and giving and taking roles.

mod add;
mod address;
mod api;
mod ask;
mod changes;
mod counting;
mod gain;
mod holders;
mod line;
mod matrix;
mod notice;
mod outcome;
mod overview;
mod page;
mod person;
mod population;
mod recap;
mod request_row;
mod row;
mod save;
mod scope;
mod state;

pub use ask::AskPage;
pub use page::RightsPage;
