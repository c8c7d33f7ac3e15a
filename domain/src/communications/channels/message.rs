//! messagerie ENT: rich text in each reader's inbox, sent once, now or later.

use std::{cmp::Ordering, fmt};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::part::{Part, Said};
use crate::{
    communications::{
        period::MAX_PERIOD_DAYS,
        posted::Posted,
        rich_text::{CleanHtml, RichText, valid_text},
        second::SecondVersion,
        spoken::Spoken,
        status::Status,
        typed::{parse_day, parse_time},
    },
    fields::{FieldErrors, FieldProblem, parse_line},
    files::AttachmentView,
    time::{Millis, Stamp, instant_at},
};

pub const MAX_SUBJECT_CHARACTERS: usize = 150;

/// The content and the options of a message of *Messagerie ENT*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewMessage {
    pub subject: MessageSubject,
    pub body: RichText,
    pub send_at: SendAt,
    /// *Je souhaite recevoir la communication sur ma messagerie lors de sa publication*
    pub copy_to_author: bool,
    /// Whether readers may answer its author.
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    /// Tokens of the attached files.
    pub attachments: Vec<String>,
    /// In which language it is. Left out of digests where it goes without saying.
    #[serde(skip_serializing_if = "Spoken::is_usual")]
    pub language: Spoken,
    /// In another language. Left out of digests when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<SecondVersion>,
}

/// The part of the form for a message, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageInput {
    /// *Date d'envoi*: later, on the day and at the time below; otherwise now.
    pub send_later: bool,
    /// `yyyy-mm-dd`
    pub send_day: String,
    /// `hh:mm`
    pub send_time: String,
    pub subject: String,
    /// HTML, as the editor made it.
    pub body: String,
    pub copy_to_author: bool,
    pub reply_allowed: bool,
    /// Code of an [`Acknowledgement`]; empty for none.
    pub acknowledgement: String,
    /// Tokens of the files that the form shows: only these are attached, even if the form's key has
    /// more. Drafts do not store them; a form shows the files that exist when it opens.
    pub attachments: Vec<String>,
}

impl MessageInput {
    pub fn blank() -> Self {
        Self { reply_allowed: true, ..Self::default() }
    }

    pub fn posted(form: &Posted<'_>) -> Self {
        Self {
            send_later: form.is("envoi", "plus-tard"),
            send_day: form.value("envoi-date"),
            send_time: form.value("envoi-heure"),
            subject: form.value("objet"),
            body: form.rich_text("corps", "corps-texte"),
            copy_to_author: form.is("copie", "oui"),
            reply_allowed: form.is("reponse", "oui"),
            acknowledgement: form.value("accuse"),
            attachments: form.values("piece"),
        }
    }

    /// What was typed, for another channel to take over.
    pub fn said(&self) -> Said {
        let text = valid_text(&self.body).trim().to_owned();
        Said { title: self.subject.clone(), text, html: self.body.clone() }
    }

    /// Takes over what a correction may change: the subject and the text.
    pub fn take_wording(&mut self, typed: &Self) {
        self.subject.clone_from(&typed.subject);
        self.body.clone_from(&typed.body);
    }

    /// Checks every field and adds each problem to `errors`; `today` is the civil day where the
    /// schools are.
    pub fn parse(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<NewMessage> {
        let send_at = self.parse_send_at(today, errors);
        let subject = errors.keep("objet", MessageSubject::parse(&self.subject));
        let body = errors.keep("corps", RichText::parse(&self.body));
        let acknowledgement = match self.acknowledgement.as_str() {
            "" => Some(Acknowledgement::None),
            code => {
                errors.keep("accuse", Acknowledgement::from_code(code).ok_or(FieldProblem::UnknownChoice))
            }
        };
        Some(NewMessage {
            subject: subject?,
            body: body?,
            send_at: send_at?,
            copy_to_author: self.copy_to_author,
            reply_allowed: self.reply_allowed,
            acknowledgement: acknowledgement?,
            attachments: self.attachments.clone(),
            language: Spoken::FIRST,
            second: None,
        })
    }

    /// [`over_at`](Part::over_at) checks whether the time is past: `today` may be the day in
    /// another school.
    pub(crate) fn parse_send_at(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<SendAt> {
        if !self.send_later {
            return Some(SendAt::Now);
        }
        let day = errors.keep("envoi-date", parse_day(&self.send_day));
        let time = errors.keep("envoi-heure", parse_time(&self.send_time));
        let day = day?;
        if (day - today).num_days() > i64::from(MAX_PERIOD_DAYS) {
            errors.add("envoi-date", FieldProblem::PeriodTooLong { max_days: MAX_PERIOD_DAYS });
        }
        Some(SendAt::Later(day.and_time(time?)))
    }
}

impl Part for MessageInput {
    fn title(&self) -> &str {
        &self.subject
    }

    fn body(&self) -> Option<&str> {
        Some(&self.body)
    }

    fn over_at(&self, now: NaiveDateTime) -> Option<&'static str> {
        let day = parse_day(&self.send_day).ok().filter(|_| self.send_later)?;
        over(day, parse_time(&self.send_time).ok(), now)
    }

    fn takes_files(&self) -> bool {
        true
    }

    fn attach(&mut self, tokens: &[String]) {
        self.attachments = tokens.to_vec();
    }

    fn keep(&mut self, clean: &dyn Fn(&str) -> String) {
        self.body = clean(&self.body);
        self.attachments.clear();
    }

    fn take_over(&mut self, said: &Said) {
        self.subject.clone_from(&said.title);
        self.body.clone_from(&said.html);
    }

    /// A copy does not take over the sending time of the original.
    fn renew(&mut self, _today: NaiveDate) {
        self.send_later = false;
        self.send_day.clear();
        self.send_time.clear();
    }
}

/// The control to mark when the time is past. Times have no seconds, and the current minute is not
/// past.
fn over(day: NaiveDate, time: Option<NaiveTime>, now: NaiveDateTime) -> Option<&'static str> {
    let minute = |time: NaiveTime| (time.hour(), time.minute());
    match day.cmp(&now.date()) {
        Ordering::Less => Some("envoi-date"),
        Ordering::Equal => (minute(time?) < minute(now.time())).then_some("envoi-heure"),
        Ordering::Greater => None,
    }
}

/// objet: 1 to 150 characters, trimmed, on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MessageSubject(String);

impl MessageSubject {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        parse_line(raw, MAX_SUBJECT_CHARACTERS).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// date d'envoi
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SendAt {
    Now,
    /// On the wall clock of the sender's establishment.
    Later(NaiveDateTime),
}

impl SendAt {
    pub fn instant(self, now: Millis, zone: Tz) -> Millis {
        match self {
            Self::Now => now,
            Self::Later(local) => instant_at(local, zone),
        }
    }

    /// The control to mark when the time is past; `now` is the sender's local time.
    pub fn over_at(self, now: NaiveDateTime) -> Option<&'static str> {
        match self {
            Self::Now => None,
            Self::Later(local) => over(local.date(), Some(local.time()), now),
        }
    }
}

values::coded! {
    /// accusé de lecture: whether readers are asked to confirm that they took note. The code is the
    /// key in forms and the database.
    #[derive(Default)]
    Acknowledgement {
        #[default]
        None => "none",
        /// In a family one guardian is enough; all other readers confirm for themselves.
        AnyGuardian => "any_guardian",
        /// Each reader confirms.
        Each => "each",
    }
}

impl Acknowledgement {
    pub fn is_asked(self) -> bool {
        self != Self::None
    }
}

/// The facts about the delivery of a message. A message has no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageFacts {
    pub due_at: Millis,
    /// Number of recipients; unknown until delivery begins.
    pub expected: Option<u64>,
    /// Number of people who have it in their inbox.
    pub delivered: u64,
    pub finished_at: Option<Millis>,
    pub failed_at: Option<Millis>,
}

impl MessageFacts {
    pub fn status(self, now: Millis) -> Status {
        if self.failed_at.is_some() {
            Status::Failed
        } else if self.finished_at.is_some() {
            if self.expected == Some(0) { Status::Unreached } else { Status::Deployed }
        } else if now < self.due_at {
            Status::Scheduled
        } else {
            Status::Deploying { done: self.delivered, of: self.expected }
        }
    }
}

/// The message as its sender sees it.
#[allow(clippy::struct_excessive_bools, reason = "what was chosen and what may be done, each or not")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDetail {
    pub subject: String,
    pub body: CleanHtml,
    pub attachments: Vec<AttachmentView>,
    pub due: Stamp,
    /// IANA name of the zone whose wall clock `due` shows.
    pub zone: String,
    /// The same where it is not the reader's own: it is named wherever `due` stands.
    #[serde(default)]
    pub named_zone: Option<String>,
    pub copy_to_author: bool,
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    pub progress: MessageProgress,
    /// When people who had not taken note were last reminded.
    pub reminded: Option<Stamp>,
    pub may_remind: bool,
    /// How many people a reminder would go to now, where the reader may send one.
    #[serde(default)]
    pub left_to_remind: u64,
    #[serde(default)]
    pub language: Spoken,
    #[serde(default)]
    pub second: Option<SecondVersion>,
}

impl MessageDetail {
    pub fn said(&self) -> Said {
        let html = self.body.as_str();
        Said { title: self.subject.clone(), text: valid_text(html).trim().to_owned(), html: html.to_owned() }
    }

    /// For a reader whose school is in this zone.
    #[must_use]
    pub fn for_reader(mut self, zone: Tz) -> Self {
        self.named_zone = (self.zone != zone.name()).then(|| self.zone.clone());
        self.reminded = self.reminded.map(|reminded| Stamp::new(reminded.at, zone));
        self
    }

    /// The part of a form that says the same.
    pub fn input(&self) -> MessageInput {
        MessageInput {
            subject: self.subject.clone(),
            body: self.body.as_str().to_owned(),
            copy_to_author: self.copy_to_author,
            reply_allowed: self.reply_allowed,
            acknowledgement: self.acknowledgement.code().to_owned(),
            ..MessageInput::default()
        }
    }
}

/// Numbers of people, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageProgress {
    /// `None` until delivery begins.
    pub expected: Option<u64>,
    pub delivered: u64,
    pub opened: u64,
    /// They took note, or a guardian of the same family did so for them.
    pub acknowledged: u64,
}

/// A message in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// *Date d'envoi*
    pub due: Stamp,
    /// IANA name of the zone whose wall clock `due` shows.
    #[serde(default)]
    pub zone: String,
    /// It is not the reader's own zone, so it is named.
    #[serde(default)]
    pub elsewhere: bool,
}

impl SentMessage {
    /// For a reader whose school is in this zone.
    #[must_use]
    pub fn for_reader(mut self, zone: Tz) -> Self {
        self.elsewhere = self.zone != zone.name();
        self
    }
}
