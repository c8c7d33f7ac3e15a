//! The text around a copy by e-mail.

use crate::rooms::Mail;

pub(super) const MAIL: Mail = Mail {
    unsubscribed: "Vous ne recevrez plus de copies par courriel.",
    read_at: "Lire ce message dans la messagerie :",
    why: "Vous recevez cette copie parce que vous l’avez demandée dans « Mon compte ».",
    read: "Lire dans la messagerie",
    no_more: "Ne plus en recevoir",
    from,
    unsubscribe_at,
    attachments,
};

fn from(sender: &str) -> String {
    format!("De : {sender}")
}

fn unsubscribe_at(address: &str) -> String {
    format!("Ne plus en recevoir : {address}")
}

/// Says which files are only in the portal; there is at least one.
fn attachments(count: usize, names: &str) -> String {
    let files = if count == 1 { "Pièce jointe" } else { "Pièces jointes" };
    format!("{files}, à ouvrir dans la messagerie : {names}")
}
