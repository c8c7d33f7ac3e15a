//! The words of *Messagerie*.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use domain::messages::{Folder, MAX_REPLY_CHARACTERS, MessageKind, view::MAX_COUNTED};

use super::{date, number, time};

const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

pub const fn folder(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "Réception",
        Folder::Archive => "Archives",
        Folder::Deleted => "Supprimés",
    }
}

/// What a message is, where its subject does not say so.
pub const fn kind(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Communication | MessageKind::Reply | MessageKind::Reminder => None,
        MessageKind::Notification => Some("Notification"),
    }
}

/// When a message came, as short as its reader needs: `15:40` today, `4 oct.` this year,
/// `04/10/2018` before.
pub fn short_time(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = at.date();
    if day == today {
        time(at)
    } else if day.year() == today.year() {
        format!("{}\u{a0}{}", day.day(), SHORT_MONTHS[day.month0() as usize])
    } else {
        date(day)
    }
}

/// `3`, `99+`
pub fn unread_number(count: u64) -> String {
    if count > MAX_COUNTED { format!("{MAX_COUNTED}+") } else { count.to_string() }
}

/// `1 message non lu`, `plus de 99 messages non lus`
pub fn unread_messages(count: u64) -> String {
    match count {
        0 | 1 => format!("{count} message non lu"),
        _ if count > MAX_COUNTED => format!("plus de {MAX_COUNTED} messages non lus"),
        _ => format!("{count} messages non lus"),
    }
}

/// `1 nouveau message`, `3 nouveaux messages`
pub fn new_messages(count: u64) -> String {
    if count < 2 { "1 nouveau message".to_owned() } else { format!("{count} nouveaux messages") }
}

/// `12 / 5 000 caractères`, and how many are too many.
pub fn reply_count(count: usize, over: usize) -> String {
    let of = format!("{} / {} caractères", number(count as u64), number(MAX_REPLY_CHARACTERS as u64));
    match over {
        0 => of,
        1 => format!("{of} : retirez 1 caractère"),
        _ => format!("{of} : retirez {} caractères", number(over as u64)),
    }
}

/// `1 pièce jointe`
pub fn attachments(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "pièce jointe" } else { "pièces jointes" })
}

/// The names of those who took note for a family: `A a pris connaissance …`
pub fn covered_by(names: &[String]) -> String {
    match names {
        [] => "Un autre responsable a pris connaissance pour la famille".to_owned(),
        [one] => format!("{one} a pris connaissance pour la famille"),
        [some @ .., last] => {
            format!("{} et {last} ont pris connaissance pour la famille", some.join(", "))
        }
    }
}

/// The type of a file, in words.
pub fn media_type(media_type: &str) -> &'static str {
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
    use chrono::NaiveDate;

    use super::{covered_by, short_time, unread_messages, unread_number};

    #[test]
    fn times_are_as_short_as_needed() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let at = day(2026, 10, 5).and_hms_opt(9, 7, 0).expect("a time");
        assert_eq!(short_time(at, day(2026, 10, 5)), "09:07");
        assert_eq!(short_time(at, day(2026, 12, 5)), "5\u{a0}oct.");
        assert_eq!(short_time(at, day(2027, 1, 1)), "05/10/2026");
    }

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
