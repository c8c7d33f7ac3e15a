//! *Portails*: which portals show the widget, with their keys and what was refused.

mod api;
mod detail;
mod fields;
mod keys;
mod list;
mod refusals;
mod snippets;
mod state;
mod trial;

pub use detail::PortalPage;
pub use list::PortalsPage;
