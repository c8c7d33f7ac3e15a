//! Copies of messages by e-mail, for whoever asked for them.
//!
//! Each copy is a job, written in the transaction that delivers the message. A copy is sent at least
//! once: a process that ends between the relay's "250" and its own note sends it again, with the same
//! `Message-ID`, by which mail programs recognise the second.

mod body;
mod copy;
mod enqueue;
mod mailer;
mod preference;
mod send;

pub use enqueue::{enqueue_batch, enqueue_for};
pub use mailer::{MailSettings, Mailer};
pub(crate) use preference::preference;
pub use preference::{choose, unsubscribe};
pub(crate) use send::send;
