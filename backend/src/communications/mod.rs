//! Composing, deploying and following communications.

mod cancel;
mod channels;
mod compare;
mod compose;
mod concerns;
mod deploy;
mod deployment;
mod detail;
mod drafts;
mod duplicate;
mod facts;
mod form_clock;
mod insert;
mod perimeter;
mod publish;
mod row;
mod sent;
mod sightings;
mod sites;
mod survey;

pub use cancel::cancel;
pub use channels::message::{MessageStates, remind};
pub(crate) use compare::compare;
pub use compose::{compose, perimeters_for};
pub use deploy::deploy;
pub use detail::{detail, version_of};
pub use drafts::{delete_draft, discard_draft, save_draft};
pub(crate) use facts::site_facts;
pub(crate) use publish::{give_up, publish, reopen};
pub use sent::sent;
pub use sightings::{Sightings, note_sightings, store_sightings};
pub use sites::{export_sites, sites};
pub use survey::survey;
