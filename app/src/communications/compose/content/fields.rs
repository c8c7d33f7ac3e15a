//! The fields of the form that all channels share, each as a value that a control is bound to, and how
//! such a value is made; each channel has its own fields in its folder. Only these files and the audience
//! name the fields of [`CommunicationInput`].

use chrono::NaiveDate;
use domain::{communications::CommunicationInput, targets::TargetInput};
use leptos::prelude::*;

use super::state::Content;
use crate::components::form::Bound;

type Input = CommunicationInput;

impl Content {
    /// Code of the channel.
    pub fn channel(self) -> Bound<String> {
        self.text_field(|input| &input.channel, |input| &mut input.channel)
    }

    /// Code of the language of the text; empty for the usual one, which goes without saying.
    pub fn first_language(self) -> Bound<String> {
        self.text_field(|input| &input.second.first, |input| &mut input.second.first)
    }

    /// Code of the language of the second version; empty for none.
    pub fn second_language(self) -> Bound<String> {
        self.text_field(|input| &input.second.language, |input| &mut input.second.language)
    }

    pub fn second_title(self) -> Bound<String> {
        self.text_field(|input| &input.second.title, |input| &mut input.second.title)
    }

    pub fn second_text(self) -> Bound<String> {
        self.text_field(|input| &input.second.text, |input| &mut input.second.text)
    }

    pub(super) fn text_field(
        self,
        read: fn(&Input) -> &String,
        write: fn(&mut Input) -> &mut String,
    ) -> Bound<String> {
        let value = Memo::new(move |_| self.input.with(|input| read(input).clone()));
        Bound::new(value, move |text| self.input.update(|input| *write(input) = text))
    }

    pub(super) fn flag_field(
        self,
        read: fn(&Input) -> bool,
        write: fn(&mut Input) -> &mut bool,
    ) -> Bound<bool> {
        let value = Memo::new(move |_| self.input.with(read));
        Bound::new(value, move |is_set| self.input.update(|input| *write(input) = is_set))
    }
}

/// The content of a new form, on the same channel.
pub fn blank(channel: String, today: NaiveDate) -> Input {
    Input { channel, ..Input::blank(today) }
}

/// The form as it is saved as a draft: content and audience.
pub fn whole(content: Input, perimeter: String, targets: Vec<TargetInput>) -> Input {
    Input { perimeter, targets, ..content }
}
