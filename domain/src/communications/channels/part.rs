use chrono::{NaiveDate, NaiveDateTime};

/// What a communication says, as the part of any channel can take it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub html: String,
}

/// A channel's part of a form: what was typed for it, unchecked.
pub trait Part {
    /// What names a draft in a list; may be empty.
    fn title(&self) -> &str;

    /// The control that says a moment which is over, on the wall clock of the form.
    fn over_at(&self, _now: NaiveDateTime) -> Option<&'static str> {
        None
    }

    /// Whether files can be joined.
    fn takes_files(&self) -> bool {
        false
    }

    /// Leaves what a draft keeps: HTML as `clean` makes it, and no files, which are kept by themselves.
    fn keep(&mut self, _clean: &dyn Fn(&str) -> String) {}

    /// Takes over what was said on another channel.
    fn take_over(&mut self, said: &Said);

    /// Makes the part of an old communication one of a new form: days that are over give way.
    fn renew(&mut self, today: NaiveDate);
}
