//! What a text said before it was corrected, who saw it then, and what changed since.

mod correct;
mod history;
mod marks;
mod seen;

pub use correct::correct;
pub use history::{corrected, corrected_as, history, latest, number_of};
pub use marks::{mark, marked};
pub(crate) use seen::Seen;
pub use seen::{first_seen, note_seen, store_seen};
