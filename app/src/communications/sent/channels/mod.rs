//! What each channel shows in the list: one file per channel, and a line in the list in this file.

mod announcement;
mod cells;
mod message;
mod news;

use domain::communications::SentContent;

pub use self::cells::Cells;

/// The list of the channels.
pub fn cells_of(content: &SentContent) -> Cells {
    match content {
        SentContent::Announcement(announcement) => announcement::cells(announcement),
        SentContent::Message(message) => message::cells(message),
        SentContent::News(news) => news::cells(news),
    }
}
