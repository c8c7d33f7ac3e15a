//! Copies of messages by e-mail, for people who asked for them, and letters with a link to an account.
//!
//! Each copy is a job, written in the transaction that delivers the message. A copy is sent at
//! least once: if a process ends after the relay's "250" and before recording it, the copy is sent
//! again. It then has the same `Message-ID`, so that mail programs recognise the duplicate.

mod access;
mod alert;
mod alert_letter;
mod alert_spread;
mod body;
mod copy;
mod enqueue;
mod joined;
mod mailer;
mod outcome;
mod preference;
mod send;
mod wanted;
mod withdrawn;

pub(crate) use access::{AccessLetter, Sent, send_access};
pub(crate) use alert::{enqueue_alert, enqueue_cancelled_alert, enqueue_corrected_alert};
pub use enqueue::{enqueue_batch, enqueue_for};
pub use mailer::{MailSettings, Mailer};
pub(crate) use preference::preference;
pub use preference::{choose, unsubscribe};
pub(crate) use send::send;
pub(crate) use withdrawn::withdraw_copies;
