//! Composing, deploying and following communications.

mod cancel;
mod compose;
mod deploy;
mod detail;
mod drafts;
mod duplicate;
mod events;
mod facts;
mod insert;
mod message;
mod publish;
mod remind;
mod sent;
mod sites;
mod states;
mod survey;

pub use cancel::cancel;
pub use compose::{Start, compose, perimeters_for};
pub use deploy::deploy;
pub use detail::{detail, version_of};
pub use drafts::{delete_draft, discard_draft, save_draft};
pub(crate) use facts::site_facts;
pub(crate) use publish::{give_up, publish, reopen};
pub use remind::remind;
pub use sent::sent;
pub use sites::{export_sites, sites};
pub use states::MessageStates;
pub use survey::survey;
