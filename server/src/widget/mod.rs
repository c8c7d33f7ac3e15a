//! What widgets on the pages of portals ask for: a token for the reader in front of them, the
//! reader's announcements, and that they were shown.

mod announcements;
mod answer;
mod bearer;
mod frame;
mod seen;
mod token;

pub use self::{
    announcements::announcements,
    frame::{agree, frame, window},
    seen::seen,
    token::token,
};
