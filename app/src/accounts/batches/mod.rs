//! *Comptes en nombre*: links by e-mail and coupons to print, for a whole population.

mod begin;
mod choose;
mod coupons;
mod one;
mod page;
mod path;
mod state;
mod table;

pub use one::BatchPage;
pub use page::BatchesPage;
use path::PATH;
