//! Pages for reading that follow what they show: a region names its subject and the version that is shown
//! (`browser/portal`). When the stream tells another one, the page asks for itself.

mod region;
mod subject;
mod version;

pub use region::Followed;
pub use subject::Subject;
pub use version::{Version, version_of};
