//! Messages and their folders.

use domain::messages::{Folder, MAX_REPLY_CHARACTERS, MessageKind, view::MAX_COUNTED};

use super::numbers::number;
use crate::rooms::Messages;

pub(super) const MESSAGES: Messages = Messages {
    reply_mark: "Re:",
    asks_to_confirm: "The sender asks you to confirm that you have read this message.",
    take_note: "I have read this",
    took_note_on: "You confirmed that you had read this message on",
    latest: "Latest messages",
    none_yet: "No message at the moment.",
    all_messages: "All messages",
    unread_before: "Unread:",
    cancelled: "Cancelled",
    acknowledgement_asked: "Please confirm",
    unread_mark: "Unread",
    none_yet_title: "No message at the moment",
    none_yet_hint: "What your schools write to you will arrive here by itself.",
    show: "Show",
    title: "Messages",
    message: "Message",
    reply_sent: "Your reply is sent.",
    reply_sent_hint: "The person you replied to will find it among their messages.",
    noted: "Thank you.",
    noted_hint: "The sender knows that you have read this message.",
    back_in_inbox: "The message is back in the inbox.",
    disregard: ". Please disregard this message.",
    received_by: "Received by:",
    see_request: "See the request",
    open_page: "Open the page",
    see_communication: "See the communication",
    original: "Original message:",
    your_message: "Your message:",
    move_to_inbox: "Move back to the inbox",
    archive: "Archive",
    delete_consequence: "The message disappears from your messages, with its attachments. You can move it back for 30 days, under “Deleted”.",
    delete_confirm: "Delete the message",
    archived: "The message is archived.",
    archived_hint: "You will find it under “Archive”.",
    deleted: "The message is deleted.",
    deleted_hint: "It stays under “Deleted” for 30 days.",
    folders: "Folders",
    messages: "Messages",
    search_label: "Search for a message",
    search_hint: "A word or the sender",
    clear_search: "the search",
    nothing_matches: "Nothing matches this search",
    try_other_folder: "Try another word, or look in another folder.",
    seen_all: "You have reached the end.",
    none_archived: "No archived message",
    none_archived_hint: "Archive a message to keep it out of the inbox.",
    newer: "Newer",
    older: "Older",
    author_left: "The author of this message has left the directory: you can no longer reply.",
    reply: "Reply",
    your_reply: "Your reply",
    send_reply: "Send the reply",
    session_over: "Your session has ended",
    reply_not_sent: "Your reply was not sent; it is kept below.",
    reply_not_sent_hint: "Sign in again in another tab, then come back here to send it.",
    sign_in_again: "Sign in again",
    new_tab: "(new tab)",
    own_answers: "Your replies",
    written: "Sent",
    written_to: "To",
    none_written: "Nothing sent at the moment",
    none_written_hint: "Your replies will stay here. What you send as a sender is under “Sent communications”.",
    see_answered: "See the message you replied to",
    undo_delete: "Undo",
    none_deleted: "No deleted message",
    deleted_for_some_days: "A deleted message stays here for 30 days.",
    newest: "Newest",
    folder,
    kind,
    unread_number,
    unread_messages,
    attachments_gone,
    new_messages,
    reply_count,
    covered_by,
    media_type,
    error_in,
};

pub(super) const fn folder(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "Inbox",
        Folder::Archive => "Archive",
        Folder::Deleted => "Deleted",
    }
}

/// The kind of a message, if its subject does not say it.
pub(super) const fn kind(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Communication | MessageKind::Reply | MessageKind::Reminder => None,
        MessageKind::Correction => Some("Correction"),
        MessageKind::Notification => Some("Notification"),
        MessageKind::Contact => Some("To the author of a communication"),
    }
}

/// `3`, `99+`
pub(super) fn unread_number(count: u64) -> String {
    if count > MAX_COUNTED { format!("{MAX_COUNTED}+") } else { count.to_string() }
}

fn attachments_gone(count: u64) -> String {
    match count {
        1 => "The attachment was deleted at the end of its retention period.".to_owned(),
        _ => format!("{count} attachments were deleted at the end of their retention period."),
    }
}

/// `1 unread message`, `more than 99 unread messages`
pub(super) fn unread_messages(count: u64) -> String {
    match count {
        1 => "1 unread message".to_owned(),
        _ if count > MAX_COUNTED => format!("more than {MAX_COUNTED} unread messages"),
        _ => format!("{count} unread messages"),
    }
}

/// `1 new message`, `3 new messages`
pub(super) fn new_messages(count: u64) -> String {
    if count == 1 { "1 new message".to_owned() } else { format!("{count} new messages") }
}

/// `12 / 5,000 characters`, and how many are too many.
pub(super) fn reply_count(count: usize, over: usize) -> String {
    let of = format!("{} / {} characters", number(count as u64), number(MAX_REPLY_CHARACTERS as u64));
    match over {
        0 => of,
        1 => format!("{of}: remove 1 character"),
        _ => format!("{of}: remove {} characters", number(over as u64)),
    }
}

/// The names of those who took note for a family: `A has confirmed …`
pub(super) fn covered_by(names: &[String]) -> String {
    match names {
        [] => "Another parent has confirmed for the family".to_owned(),
        [one] => format!("{one} has confirmed for the family"),
        [some @ .., last] => format!("{} and {last} have confirmed for the family", some.join(", ")),
    }
}

/// The type of a file, in words.
pub(super) fn media_type(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "text/plain" => "Text",
        "text/csv" => "CSV table",
        "application/rtf" | "text/rtf" => "RTF document",
        "application/zip" => "ZIP archive",
        "application/msword" => "Word document",
        "application/vnd.ms-excel" => "Excel workbook",
        "application/vnd.ms-powerpoint" => "PowerPoint presentation",
        other if other.starts_with("image/") => "Picture",
        other if other.starts_with("audio/") => "Sound",
        other if other.starts_with("video/") => "Video",
        other if other.ends_with("wordprocessingml.document") => "Word document",
        other if other.ends_with("spreadsheetml.sheet") => "Excel workbook",
        other if other.ends_with("presentationml.presentation") => "PowerPoint presentation",
        other if other.ends_with("opendocument.text") => "OpenDocument text",
        other if other.ends_with("opendocument.spreadsheet") => "OpenDocument workbook",
        other if other.ends_with("opendocument.presentation") => "OpenDocument presentation",
        _ => "File",
    }
}

/// The title of a message whose form was refused.
fn error_in(subject: &str) -> String {
    format!("Error: {subject}")
}
