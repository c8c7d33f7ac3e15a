//! The text around a copy by email.

use crate::rooms::Mail;

pub(super) const MAIL: Mail = Mail {
    unsubscribed: "You will not get any more copies by email.",
    read_at: "Read this message in Porte-voix:",
    why: "You are getting this copy because you asked for it in “My account”.",
    read: "Read it in Porte-voix",
    no_more: "Stop these copies",
    from,
    unsubscribe_at,
    attachments,
};

fn from(sender: &str) -> String {
    format!("From: {sender}")
}

fn unsubscribe_at(address: &str) -> String {
    format!("Stop these copies: {address}")
}

/// Says which files are only in the portal; there is at least one.
fn attachments(count: usize, names: &str) -> String {
    let files = if count == 1 { "Attachment" } else { "Attachments" };
    format!("{files}, to be opened in Porte-voix: {names}")
}
