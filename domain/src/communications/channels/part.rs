use chrono::{NaiveDate, NaiveDateTime};

use crate::severity::Severity;

/// The content of a communication that every channel's part can take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Empty on a channel without titles.
    pub title: String,
    pub text: String,
    pub html: String,
}

/// A channel's part of a form: what was typed for it, unchecked.
pub trait Part {
    /// The title of a draft in a list; may be empty.
    fn title(&self) -> &str;

    /// The text below it, as HTML.
    fn body(&self) -> Option<&str> {
        None
    }

    /// The control to mark when a typed time is past, on the wall clock of the form.
    fn over_at(&self, _now: NaiveDateTime) -> Option<&'static str> {
        None
    }

    /// The severity that is chosen, on a channel that has severities.
    fn severity(&self) -> Option<Severity> {
        None
    }

    /// Whether files can be attached.
    fn takes_files(&self) -> bool {
        false
    }

    /// Reduces the part to what a draft stores: cleaned HTML, and no files, which are stored
    /// separately.
    fn keep(&mut self, _clean: &dyn Fn(&str) -> String) {}

    /// Replaces the attached files.
    fn attach(&mut self, _tokens: &[String]) {}

    /// Takes the picture that waits in the form; it is empty for none.
    fn show_picture(&mut self, _token: &str) {}

    /// Takes over the content of a communication on another channel.
    fn take_over(&mut self, said: &Said);

    /// Makes the part of an old communication ready for a new form: past days are replaced.
    fn renew(&mut self, today: NaiveDate);
}
