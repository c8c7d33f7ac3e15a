//! Pages and components, compiled twice: for the server (`ssr`) and for the browser (`hydrate`).

// A view is a type, and the type of a page is deeply nested.
#![recursion_limit = "512"]
// The browser half hands out no page: so only the islands and what they use become WebAssembly, although the
// compiler reads everything. Otherwise it would work most of its time for what the linker drops.
#![cfg_attr(not(feature = "ssr"), allow(dead_code, unused_imports, reason = "pages are the server's"))]

mod access;
mod accounts;
mod agenda;
mod audit;
mod calls;
mod communications;
mod components;
mod directory;
mod error;
mod following;
mod home;
mod json;
mod language;
mod legal;
mod live;
mod marks;
mod messages;
pub mod named;
mod not_found;
mod portals;
mod providers;
mod retention;
#[cfg(feature = "ssr")]
pub mod server_side;
mod session;
#[cfg(feature = "ssr")]
mod shell;
mod spaces;

pub use audit::read_filter as read_audit_filter;
pub use communications::{TOLD_BEFORE, read_names_filter};
pub use components::address;
pub use error::AppError;
pub use following::Subject;
#[cfg(feature = "ssr")]
pub use home::{FramePage, HallItem, HallPage, WindowPage, shared_lists};
/// Only the module of the pages calls it (`browser/portal`).
#[cfg(feature = "ssr")]
pub use home::{load_blocks, load_home, note_shown};
pub use language::words;
/// Only the module of the pages calls it (`browser/portal`).
#[cfg(feature = "ssr")]
pub use messages::load_latest;
#[cfg(feature = "ssr")]
pub use shell::{App, HomePage, RefusedPage, Scripts, document};
