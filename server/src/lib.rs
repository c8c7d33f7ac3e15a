//! The server: settings, the table of addresses with the policy of each, the layers around them,
//! pages, forms, files, command line.
//!
//! From the ground up: a module may only use modules further up in this list.

// Views are types, and the type of a page is deeply nested.
#![recursion_limit = "512"]

pub mod cli;
pub mod config;
mod door;
mod downloads;
mod files;
mod forms;
mod live;
mod ops;
mod pages;
mod policy;
mod refusal;
mod routes;
mod sso;
mod state;
mod widget;

pub use ops::{Limits, connections_within_limits, listen};
pub use policy::{Activity, Answer, Body, Cache, Cors, Log, Origin, Page, Policy, Time, Who};
pub use routes::{Route, form_pages, operations_router, router, routes};
pub use state::AppState;
