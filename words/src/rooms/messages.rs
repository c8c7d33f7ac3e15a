use domain::messages::{Folder, MessageKind};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Messages and their folders.
    Messages {
        asks_to_confirm,
        take_note,
        took_note_on,
        latest,
        none_yet,
        all_messages,
        unread_before,
        cancelled,
        acknowledgement_asked,
        unread_mark,
        none_yet_title,
        none_yet_hint,
        show,
        title,
        message,
        reply_sent,
        reply_sent_hint,
        noted,
        noted_hint,
        back_in_inbox,
        disregard,
        received_by,
        see_communication,
        /// The link from a notification about a request for a role.
        see_request,
        open_page,
        original,
        your_message,
        move_to_inbox,
        archive,
        delete_consequence,
        delete_confirm,
        archived,
        archived_hint,
        deleted,
        deleted_hint,
        folders,
        messages,
        search_label,
        search_hint,
        clear_search,
        nothing_matches,
        try_other_folder,
        seen_all,
        none_archived,
        none_archived_hint,
        newer,
        older,
        author_left,
        reply,
        your_reply,
        send_reply,
        session_over,
        reply_not_sent,
        reply_not_sent_hint,
        sign_in_again,
        new_tab,
        reply_mark,
        own_answers,
        /// *Envoyés*
        written,
        written_to,
        none_written,
        none_written_hint,
        see_answered,
        undo_delete,
        none_deleted,
        deleted_for_some_days,
        newest,
        ;
        fn folder(folder: Folder) -> &'static str;
        /// The kind of a message, if its subject does not say it.
        fn kind(kind: MessageKind) -> Option<&'static str>;
        /// `3`, `99+`
        fn unread_number(count: u64) -> String;
        /// `1 message non lu`, `plus de 99 messages non lus`
        fn unread_messages(count: u64) -> String;
        /// Attachments that were deleted because they were over their time.
        fn attachments_gone(count: u64) -> String;
        /// `1 nouveau message`, `3 nouveaux messages`
        fn new_messages(count: u64) -> String;
        /// `12 / 5 000 caractères`, and how many are too many.
        fn reply_count(count: usize, over: usize) -> String;
        /// The names of those who took note for a family: `A a pris connaissance …`
        fn covered_by(names: &[String]) -> String;
        /// The type of a file, in words.
        fn media_type(media_type: &str) -> &'static str;
        /// The title of a message whose form was refused.
        fn error_in(subject: &str) -> String;
    }
}
