//! Schools and their people, as far as targets need them.

mod child;
mod cohort;
mod delivery;
mod imports;
mod joins;
mod loss;
pub mod matches;
mod names;
mod nightly;
mod profile;
mod refusal;

pub use child::ConcernedChild;
pub use cohort::Cohort;
pub use delivery::{Container, Format, Reason};
pub use imports::{ImportNote, ImportOrigin};
pub use joins::{
    JoinedRecord, Joining, JoinsPage, Proposal, RecordFacts, RecordPlace, RecordView, Sign, main_of, signs,
};
pub use loss::{Loss, LossKind};
pub use names::{
    HEAD_OF_ESTABLISHMENT, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
};
pub use nightly::Nightly;
pub use profile::Profile;
pub use refusal::{RefusedFile, RowRefusal};
