//! Schools and the people in them, as far as targeting needs to know.

mod cohort;
mod names;
mod profile;
mod refusal;

pub use cohort::Cohort;
pub use names::{HEAD_OF_ESTABLISHMENT, SchoolLevel, StaffFunction, SubLevel, TeachingSubject};
pub use profile::Profile;
pub use refusal::Refusal;
