//! Pages that update by themselves. A page has one stream of server-sent events for everything that
//! it follows; each event brings what is new, or says that there is something. Where no stream gets
//! through, the page asks from time to time.

mod announcements;
mod batch;
mod changes;
mod communication;
mod flux;
mod import;
mod inbox;
mod look;
mod shown;
mod subject;
mod topic;

pub use self::flux::{state, stream};
