//! The draft: the form survives a closed tab.

mod autosave;
mod beacon;
mod discard;
mod restore;
mod state;
mod status;

pub use self::{
    autosave::{autosave, discard, save_anew},
    restore::restore,
    state::Saving,
    status::{DraftNotices, SaveStatus, not_kept},
};
