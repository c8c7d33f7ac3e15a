//! Messages and their folders.

use domain::messages::{Folder, MAX_REPLY_CHARACTERS, MessageKind, view::MAX_COUNTED};

use super::numbers::number;
use crate::rooms::Messages;

pub(super) const MESSAGES: Messages = Messages {
    folder,
    kind,
    unread_number,
    unread_messages,
    new_messages,
    reply_count,
    covered_by,
    media_type,
};

pub(super) const fn folder(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "Réception",
        Folder::Archive => "Archives",
        Folder::Deleted => "Supprimés",
    }
}

/// What a message is, where its subject does not say so.
pub(super) const fn kind(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Communication | MessageKind::Reply | MessageKind::Reminder => None,
        MessageKind::Notification => Some("Notification"),
    }
}

/// `3`, `99+`
pub(super) fn unread_number(count: u64) -> String {
    if count > MAX_COUNTED { format!("{MAX_COUNTED}+") } else { count.to_string() }
}

/// `1 message non lu`, `plus de 99 messages non lus`
pub(super) fn unread_messages(count: u64) -> String {
    match count {
        0 | 1 => format!("{count} message non lu"),
        _ if count > MAX_COUNTED => format!("plus de {MAX_COUNTED} messages non lus"),
        _ => format!("{count} messages non lus"),
    }
}

/// `1 nouveau message`, `3 nouveaux messages`
pub(super) fn new_messages(count: u64) -> String {
    if count < 2 { "1 nouveau message".to_owned() } else { format!("{count} nouveaux messages") }
}

/// `12 / 5 000 caractères`, and how many are too many.
pub(super) fn reply_count(count: usize, over: usize) -> String {
    let of = format!("{} / {} caractères", number(count as u64), number(MAX_REPLY_CHARACTERS as u64));
    match over {
        0 => of,
        1 => format!("{of} : retirez 1 caractère"),
        _ => format!("{of} : retirez {} caractères", number(over as u64)),
    }
}

/// The names of those who took note for a family: `A a pris connaissance …`
pub(super) fn covered_by(names: &[String]) -> String {
    match names {
        [] => "Un autre responsable a pris connaissance pour la famille".to_owned(),
        [one] => format!("{one} a pris connaissance pour la famille"),
        [some @ .., last] => {
            format!("{} et {last} ont pris connaissance pour la famille", some.join(", "))
        }
    }
}

/// The type of a file, in words.
pub(super) fn media_type(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "text/plain" => "Texte",
        "text/csv" => "Tableau CSV",
        "application/rtf" | "text/rtf" => "Document RTF",
        "application/zip" => "Archive ZIP",
        "application/msword" => "Document Word",
        "application/vnd.ms-excel" => "Classeur Excel",
        "application/vnd.ms-powerpoint" => "Présentation PowerPoint",
        other if other.starts_with("image/") => "Image",
        other if other.starts_with("audio/") => "Son",
        other if other.starts_with("video/") => "Vidéo",
        other if other.ends_with("wordprocessingml.document") => "Document Word",
        other if other.ends_with("spreadsheetml.sheet") => "Classeur Excel",
        other if other.ends_with("presentationml.presentation") => "Présentation PowerPoint",
        other if other.ends_with("opendocument.text") => "Document OpenDocument",
        other if other.ends_with("opendocument.spreadsheet") => "Classeur OpenDocument",
        other if other.ends_with("opendocument.presentation") => "Présentation OpenDocument",
        _ => "Fichier",
    }
}

#[cfg(test)]
mod tests {
    use super::{covered_by, unread_messages, unread_number};

    #[test]
    fn counts_stop_where_nobody_counts() {
        assert_eq!((unread_number(99).as_str(), unread_number(100).as_str()), ("99", "99+"));
        assert_eq!(unread_messages(1), "1 message non lu");
        assert_eq!(unread_messages(100), "plus de 99 messages non lus");
    }

    #[test]
    fn a_family_is_told_who_took_note() {
        let names =
            |names: &[&str]| covered_by(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["A"]), "A a pris connaissance pour la famille");
        assert_eq!(names(&["A", "B"]), "A et B ont pris connaissance pour la famille");
    }
}
