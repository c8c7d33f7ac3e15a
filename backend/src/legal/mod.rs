//! *Mentions légales* and *Accessibilité*: read by everybody, written by the portal's administrator.

mod keep;
mod read;

pub use keep::keep_texts;
pub use read::{legal_form, legal_view};
