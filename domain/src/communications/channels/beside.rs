//! The message that says the same as an announcement.

use chrono::{NaiveDate, NaiveTime};

use super::{
    announcement::Announcement,
    message::{Acknowledgement, MAX_SUBJECT_CHARACTERS, MessageSubject, NewMessage, SendAt},
};
use crate::{
    communications::{
        link::Link,
        rich_text::{RichText, escaped, paragraphs},
        second::SecondVersion,
    },
    fields::FieldProblem,
    text::beginning,
};

/// When a message goes out beside an announcement that begins on a later day.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(morning) => morning,
    None => NaiveTime::MIN,
};

impl NewMessage {
    /// The message that goes out beside an announcement: at once, or in the morning of its first day.
    pub(super) fn beside(announcement: &Announcement, today: NaiveDate) -> Result<Self, FieldProblem> {
        let (text, first) = (announcement.text.as_str(), announcement.period.first());
        let mut html = paragraphs(text);
        // An article is found by its announcement.
        if let Some(Link::External(address)) = &announcement.link {
            let address = escaped(address);
            html += &format!("<p><a href=\"{address}\">{address}</a></p>");
        }
        Ok(Self {
            subject: MessageSubject::parse(&first_line(text))?,
            body: RichText::parse(&html)?,
            send_at: if first > today { SendAt::Later(first.and_time(MORNING)) } else { SendAt::Now },
            copy_to_author: false,
            reply_allowed: false,
            acknowledgement: Acknowledgement::None,
            attachments: Vec::new(),
            language: announcement.language,
            second: announcement
                .second
                .as_ref()
                .map(|second| SecondVersion { title: first_line(&second.text), ..second.clone() }),
        })
    }
}

/// The subject of a message that says the same as an announcement.
fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    beginning(line, MAX_SUBJECT_CHARACTERS).trim_end().to_owned()
}
