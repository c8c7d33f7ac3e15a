//! One person with several records: an administrator joins them, and can separate them again.
//!
//! A record is a row of `person` that an import owns. While records are joined, their memberships and
//! links between parents and children stand with the main record, so that everything that reads these
//! tables sees one person. What each record owns is kept beside them; imports compare with that.

mod change;
mod choose;
mod ended;
mod facts;
mod joined;
mod page;
mod proposals;
mod rows;
mod views;
mod weave;

pub use change::{join, join_as_shown, keep_apart, separate};
pub(crate) use ended::{Ending, end_of_those_who_left, ended_by_leaving, forget};
pub use page::{JoinsQuery, page, unknown};
pub(crate) use rows::delivered;
pub(crate) use weave::{OWNED, part, weave};
