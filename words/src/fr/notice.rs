//! How a message of the program itself is put together.

use domain::text::beginning;

use crate::rooms::NoticeText;

/// How many characters of a communication's text a subject quotes.
const QUOTED_CHARACTERS: usize = 80;

/// A notice: the event, some sentences about it, and the communication.
pub(super) fn about(text: &str, event: &str, told: &[&str]) -> NoticeText {
    let mut paragraphs: Vec<String> = told.iter().map(ToString::to_string).collect();
    paragraphs.push(format!("« {text} »"));
    NoticeText { subject: format!("{event} : {}", shortened(text)), paragraphs }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED_CHARACTERS {
        return line;
    }
    format!("{}…", beginning(&line, QUOTED_CHARACTERS - 1).trim_end())
}
