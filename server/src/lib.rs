//! The server: configuration, router, headers, health, command line.

// Views are types, and a page is a deep one.
#![recursion_limit = "512"]

mod attachments;
mod audit_csv;
pub mod cli;
pub mod config;
mod csv_cells;
mod directory_upload;
mod downloads;
mod events;
mod extract;
mod field;
mod forms;
mod guard;
mod health;
mod listen;
mod pages;
mod rate;
mod refusal;
mod refused_page;
mod router;
mod routes;
mod session;
mod sites_csv;
mod state;
mod unsubscribe;

pub use listen::{Limits, listen};
pub use router::router;
pub use routes::{Kind, Route, routes};
pub use state::AppState;
