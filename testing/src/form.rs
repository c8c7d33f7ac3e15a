//! The form *Nouvelle communication*, with its fields filled in.

use chrono::{DateTime, Utc};
use domain::{
    EstablishmentId,
    communications::{Acknowledgement, CommunicationInput, Severity},
    directory::Profile,
    targets::TargetInput,
    time::Millis,
};

use crate::NOW;

/// `at("2026-10-05T08:00:00Z")`
pub fn at(instant: &str) -> Millis {
    instant.parse::<DateTime<Utc>>().expect("an instant").into()
}

/// A form as a page would send it.
#[must_use = "a form does nothing before somebody deploys it"]
#[derive(Clone, Debug)]
pub struct Form {
    pub key: String,
    pub input: CommunicationInput,
}

/// An information to everybody of the sender's first perimeter, for a week from today.
pub fn announcement(text: &str) -> Form {
    let today = at(NOW).day(chrono_tz::Tz::Europe__Paris).expect("a day");
    let key = format!("test-{:016x}", getrandom::u64().expect("a random number"));
    let mut input = CommunicationInput::blank(today);
    text.clone_into(&mut input.announcement.text);
    Form { key, input }
}

/// A message to everybody of the sender's first perimeter, sent at once.
pub fn message(subject: &str, body: &str) -> Form {
    let mut form = announcement("");
    "message".clone_into(&mut form.input.channel);
    subject.clone_into(&mut form.input.message.subject);
    body.clone_into(&mut form.input.message.body);
    form
}

/// A news item to everybody of the sender's first perimeter, for a week from today.
pub fn news(title: &str, body: &str) -> Form {
    let mut form = announcement("");
    "news".clone_into(&mut form.input.channel);
    title.clone_into(&mut form.input.news.title);
    body.clone_into(&mut form.input.news.body);
    form
}

/// Like [`message`], if the text does not matter.
pub fn note(subject: &str) -> Form {
    message(subject, "<p>Bonjour à tous.</p>")
}

impl Form {
    /// *Plus tard*: `2026-10-06`, `16:46`
    pub fn later(mut self, day: &str, time: &str) -> Self {
        self.input.message.send_later = true;
        day.clone_into(&mut self.input.message.send_day);
        time.clone_into(&mut self.input.message.send_time);
        self
    }

    pub fn asks(mut self, acknowledgement: &str) -> Self {
        acknowledgement.clone_into(&mut self.input.message.acknowledgement);
        self
    }

    pub fn copy_to_author(mut self) -> Self {
        self.input.message.copy_to_author = true;
        self
    }

    pub fn acknowledged(mut self, mode: Acknowledgement) -> Self {
        mode.code().clone_into(&mut self.input.message.acknowledgement);
        self
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        severity.code().clone_into(&mut self.input.announcement.severity);
        self
    }

    /// Replaces the target "everybody" with these targets.
    pub fn to(mut self, targets: impl IntoIterator<Item = TargetInput>) -> Self {
        self.input.targets = targets.into_iter().collect();
        self
    }

    pub fn days(mut self, first: &str, last: &str) -> Self {
        for (of_channel, day) in [
            (&mut self.input.announcement.first_day, first),
            (&mut self.input.announcement.last_day, last),
            (&mut self.input.news.first_day, first),
            (&mut self.input.news.last_day, last),
        ] {
            day.clone_into(of_channel);
        }
        self
    }

    pub fn perimeter(mut self, key: impl ToString) -> Self {
        self.input.perimeter = key.to_string();
        self
    }

    /// *Afficher aussi sur le tableau public de l'établissement*
    pub const fn public(mut self) -> Self {
        self.input.announcement.public = true;
        self
    }

    /// *Ajouter une autre langue*: its code, a title where the channel has titles, and the text.
    pub fn second(mut self, language: &str, title: &str, text: &str) -> Self {
        let second = &mut self.input.second;
        for (field, typed) in
            [(&mut second.language, language), (&mut second.title, title), (&mut second.text, text)]
        {
            typed.clone_into(field);
        }
        self
    }

    /// *Langue du texte*: its code.
    pub fn written_in(mut self, language: &str) -> Self {
        language.clone_into(&mut self.input.second.first);
        self
    }

    pub fn link(mut self, address: &str) -> Self {
        self.input.announcement.with_link = true;
        address.clone_into(&mut self.input.announcement.link);
        self
    }
}

pub fn everybody() -> TargetInput {
    TargetInput::default()
}

pub fn of_profile(profile: Profile) -> TargetInput {
    TargetInput { profiles: vec![profile.code().to_owned()], ..TargetInput::default() }
}

pub fn of_level(profile: Profile, level: &str) -> TargetInput {
    TargetInput { levels: vec![level.to_owned()], ..of_profile(profile) }
}

pub fn of_class(profile: Profile, class: &str) -> TargetInput {
    TargetInput { classes: vec![class.to_owned()], ..of_profile(profile) }
}

/// *Liste personnalisée*
pub fn in_schools(schools: &[EstablishmentId], target: TargetInput) -> TargetInput {
    let establishments = schools.iter().map(ToString::to_string).collect();
    TargetInput { custom_establishments: true, establishments, ..target }
}
