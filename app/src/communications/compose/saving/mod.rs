//! The draft: the form survives a closed tab.

mod autosave;
mod beacon;
mod discard;
mod state;
mod status;

pub use self::{
    autosave::{autosave, discard},
    state::Saving,
    status::SaveStatus,
};
