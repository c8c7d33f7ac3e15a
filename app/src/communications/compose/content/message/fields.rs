use domain::communications::{Acknowledgement, CommunicationInput};
use leptos::prelude::*;

use crate::{communications::compose::content::Content, components::form::Bound};

/// The fields of a message, each as a value that a control is bound to.
impl Content {
    pub fn send_later(self) -> Bound<bool> {
        self.flag_field(|input| input.message.send_later, |input| &mut input.message.send_later)
    }

    pub fn send_day(self) -> Bound<String> {
        self.text_field(|input| &input.message.send_day, |input| &mut input.message.send_day)
    }

    pub fn send_time(self) -> Bound<String> {
        self.text_field(|input| &input.message.send_time, |input| &mut input.message.send_time)
    }

    pub fn subject(self) -> Bound<String> {
        self.text_field(|input| &input.message.subject, |input| &mut input.message.subject)
    }

    /// HTML from the editor.
    pub fn body(self) -> Bound<String> {
        self.text_field(|input| &input.message.body, |input| &mut input.message.body)
    }

    /// Code of the acknowledgement; the code of "none" where nothing is chosen.
    pub fn acknowledgement(self) -> Bound<String> {
        let chosen = self
            .text_field(|input| &input.message.acknowledgement, |input| &mut input.message.acknowledgement);
        let code = move || Acknowledgement::from_code(&chosen.get()).unwrap_or_default().code().to_owned();
        Bound::new(Signal::derive(code), move |code| chosen.set(code))
    }

    pub fn reply_allowed(self) -> Bound<bool> {
        self.flag_field(|input| input.message.reply_allowed, |input| &mut input.message.reply_allowed)
    }

    pub fn copy_to_author(self) -> Bound<bool> {
        self.flag_field(|input| input.message.copy_to_author, |input| &mut input.message.copy_to_author)
    }
}

/// The typed date and time at which a message is sent.
pub struct Moment<'a> {
    pub later: bool,
    /// `yyyy-mm-dd`
    pub day: &'a mut String,
    /// `hh:mm`
    pub time: &'a mut String,
}

pub fn moment(input: &mut CommunicationInput) -> Moment<'_> {
    Moment {
        later: input.message.send_later,
        day: &mut input.message.send_day,
        time: &mut input.message.send_time,
    }
}
