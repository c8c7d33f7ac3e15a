//! The fields of the form, each as a value that a control is bound to. Only this file and the
//! audience name the fields of [`CommunicationInput`].

use chrono::NaiveDate;
use domain::{
    communications::{Acknowledgement, CommunicationInput, Severity, Spoken},
    targets::TargetInput,
};
use leptos::prelude::*;

use super::state::Content;
use crate::components::form::Bound;

type Input = CommunicationInput;

impl Content {
    /// Code of the channel.
    pub fn channel(self) -> Bound<String> {
        self.text_field(|input| &input.channel, |input| &mut input.channel)
    }

    /// Code of the severity.
    pub fn severity(self) -> Bound<String> {
        let value = Memo::new(move |_| self.input.with(|input| input.announcement.severity.clone()));
        let shortened = StoredValue::new(false);
        Bound::new(value, move |code| {
            let mut by_us = shortened.get_value();
            self.input.update(|input| input.announcement.choose_severity(code, &mut by_us));
            shortened.set_value(by_us);
        })
    }

    pub fn text(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.text, |input| &mut input.announcement.text)
    }

    pub fn with_link(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.with_link, |input| &mut input.announcement.with_link)
    }

    pub fn with_article(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.with_article, |input| &mut input.announcement.with_article)
    }

    /// The value of the chosen article.
    pub fn article(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.article, |input| &mut input.announcement.article)
    }

    pub fn article_search(self) -> Bound<String> {
        self.text_field(
            |input| &input.announcement.article_search,
            |input| &mut input.announcement.article_search,
        )
    }

    /// `aucun`, `article` or `externe`.
    pub fn link_kind(self) -> Bound<String> {
        let (external, article) = (self.with_link(), self.with_article());
        let code = move || match (external.get(), article.get()) {
            (true, _) => "externe",
            (false, true) => "article",
            (false, false) => "aucun",
        };
        Bound::new(Signal::derive(move || code().to_owned()), move |code: String| {
            external.set(code == "externe");
            article.set(code == "article");
        })
    }

    pub fn link(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.link, |input| &mut input.announcement.link)
    }

    pub fn first_day(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.first_day, |input| &mut input.announcement.first_day)
    }

    pub fn last_day(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.last_day, |input| &mut input.announcement.last_day)
    }

    /// *Afficher aussi sur le tableau public de l'établissement*
    pub fn public(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.public, |input| &mut input.announcement.public)
    }

    /// *Envoyer aussi par messagerie*
    pub fn also_message(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.also_message, |input| &mut input.announcement.also_message)
    }

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

    pub fn news_title(self) -> Bound<String> {
        self.text_field(|input| &input.news.title, |input| &mut input.news.title)
    }

    /// HTML from the editor.
    pub fn news_body(self) -> Bound<String> {
        self.text_field(|input| &input.news.body, |input| &mut input.news.body)
    }

    /// Token of the picture; empty for none.
    pub fn picture(self) -> Bound<String> {
        self.text_field(|input| &input.news.picture, |input| &mut input.news.picture)
    }

    pub fn alternative(self) -> Bound<String> {
        self.text_field(|input| &input.news.alternative, |input| &mut input.news.alternative)
    }

    pub fn decorative(self) -> Bound<bool> {
        self.flag_field(|input| input.news.decorative, |input| &mut input.news.decorative)
    }

    pub fn news_first_day(self) -> Bound<String> {
        self.text_field(|input| &input.news.first_day, |input| &mut input.news.first_day)
    }

    pub fn news_last_day(self) -> Bound<String> {
        self.text_field(|input| &input.news.last_day, |input| &mut input.news.last_day)
    }

    /// Code of the language of the text. What goes without saying is not written into the form.
    pub fn first_language(self) -> Bound<String> {
        let spoken = Memo::new(move |_| self.input.with(|input| input.second.first_spoken()));
        let code = move || spoken.get().unwrap_or_default().code().to_owned();
        Bound::new(Signal::derive(code), move |code: String| {
            self.input.update(|input| input.second.write_in(Spoken::from_code(&code).unwrap_or_default()));
        })
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

    /// The chosen severity; information by default.
    pub fn chosen_severity(self) -> Severity {
        self.input
            .with(|input| Severity::from_code(&input.announcement.severity))
            .unwrap_or(Severity::Information)
    }

    fn text_field(self, read: fn(&Input) -> &String, write: fn(&mut Input) -> &mut String) -> Bound<String> {
        let value = Memo::new(move |_| self.input.with(|input| read(input).clone()));
        Bound::new(value, move |text| self.input.update(|input| *write(input) = text))
    }

    fn flag_field(self, read: fn(&Input) -> bool, write: fn(&mut Input) -> &mut bool) -> Bound<bool> {
        let value = Memo::new(move |_| self.input.with(read));
        Bound::new(value, move |is_set| self.input.update(|input| *write(input) = is_set))
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

pub fn moment(input: &mut Input) -> Moment<'_> {
    Moment {
        later: input.message.send_later,
        day: &mut input.message.send_day,
        time: &mut input.message.send_time,
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
