use domain::messages::{Folder, MessageKind};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Messages and their folders.
    Messages {
        ;
        fn folder(folder: Folder) -> &'static str;
        /// What a message is, where its subject does not say so.
        fn kind(kind: MessageKind) -> Option<&'static str>;
        /// `3`, `99+`
        fn unread_number(count: u64) -> String;
        /// `1 message non lu`, `plus de 99 messages non lus`
        fn unread_messages(count: u64) -> String;
        /// `1 nouveau message`, `3 nouveaux messages`
        fn new_messages(count: u64) -> String;
        /// `12 / 5 000 caractères`, and how many are too many.
        fn reply_count(count: usize, over: usize) -> String;
        /// The names of those who took note for a family: `A a pris connaissance …`
        fn covered_by(names: &[String]) -> String;
        /// The type of a file, in words.
        fn media_type(media_type: &str) -> &'static str;
    }
}
