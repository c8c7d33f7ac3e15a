use std::cmp::Ordering;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use super::{
    Acknowledgement, Announcement, AnnouncementText, Channel, Content, Link, MessageSubject,
    NewCommunication, NewMessage, PublicationPeriod, RichText, SendAt, Severity,
};
use crate::{
    fields::{FieldErrors, FieldProblem},
    targets::{TargetInput, Targets},
};

use super::period::MAX_PERIOD_DAYS;

/// A new form proposes today and the week after it.
pub const DEFAULT_PERIOD_DAYS: u64 = 7;

/// The form *Nouvelle communication* as it was typed: nothing in it has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a control of the form")]
pub struct CommunicationInput {
    /// Key of the perimeter, for a sender who has several; empty for the first.
    pub perimeter: String,
    pub targets: Vec<TargetInput>,
    pub channel: String,
    pub severity: String,
    pub text: String,
    pub with_link: bool,
    pub link: String,
    /// `yyyy-mm-dd`, as date inputs send it.
    pub first_day: String,
    pub last_day: String,
    /// *Date d'envoi*: later, on the day and at the time below; else now.
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
    /// Tokens of the files that the form shows: these go with the message, whatever else arrived
    /// under its key. Drafts do not keep them; a form that opens shows what is there then.
    pub attachments: Vec<String>,
}

impl CommunicationInput {
    /// The form as it opens: one target for everybody, an information for a week.
    pub fn blank(today: NaiveDate) -> Self {
        let last = today.checked_add_days(Days::new(DEFAULT_PERIOD_DAYS)).unwrap_or(today);
        Self {
            targets: vec![TargetInput::default()],
            channel: Channel::Announcement.code().to_owned(),
            severity: Severity::Information.code().to_owned(),
            first_day: today.to_string(),
            last_day: last.to_string(),
            reply_allowed: true,
            ..Self::default()
        }
    }

    /// Checks every field; `today` is the civil day where the schools are.
    pub fn parse(&self, today: NaiveDate) -> Result<NewCommunication, FieldErrors> {
        let mut errors = FieldErrors::default();
        let targets = self.parse_targets(&mut errors);
        let content = match errors.keep("canal", self.parse_channel()) {
            Some(Channel::Message) => self.parse_message(today, &mut errors).map(Content::Message),
            // What is typed is checked even while the channel is wrong: one round of corrections.
            _ => self.parse_announcement(today, &mut errors).map(Content::Announcement),
        };
        match (targets, content) {
            (Some(targets), Some(content)) if errors.is_empty() => Ok(NewCommunication { targets, content }),
            _ => Err(errors),
        }
    }

    fn parse_announcement(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<Announcement> {
        let severity =
            errors.keep("type", Severity::from_code(&self.severity).ok_or(FieldProblem::UnknownChoice));
        let text = errors.keep("texte", AnnouncementText::parse(&self.text));
        let link = if self.with_link {
            errors.keep("lien-url", Link::parse_external(&self.link)).map(Some)
        } else {
            Some(None)
        };
        let period = self.parse_period(today, errors);
        Some(Announcement { severity: severity?, text: text?, link: link?, period: period? })
    }

    fn parse_message(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<NewMessage> {
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
        })
    }

    /// The control that says a moment which is over, on the clock that the form shows: `now`. A time
    /// is typed to the minute, and the minute that runs is now.
    pub fn over_at(&self, now: NaiveDateTime) -> Option<&'static str> {
        let day = parse_day(&self.send_day).ok().filter(|_| self.send_later)?;
        let minute = |time: NaiveTime| (time.hour(), time.minute());
        match day.cmp(&now.date()) {
            Ordering::Less => Some("envoi-date"),
            Ordering::Equal => {
                let time = parse_time(&self.send_time).ok()?;
                (minute(time) < minute(now.time())).then_some("envoi-heure")
            }
            Ordering::Greater => None,
        }
    }

    /// Whether a moment is over says [`over_at`](Self::over_at): `today` may be that of another school.
    fn parse_send_at(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<SendAt> {
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

    /// The targets alone, for the live count.
    pub fn parse_targets(&self, errors: &mut FieldErrors) -> Option<Targets> {
        let targets: Vec<_> = (0..).zip(&self.targets).map(|(i, target)| target.parse(i, errors)).collect();
        errors.keep("cibles", Targets::new(targets.into_iter().collect::<Option<Vec<_>>>()?))
    }

    fn parse_channel(&self) -> Result<Channel, FieldProblem> {
        Channel::from_code(&self.channel)
            .filter(|channel| Channel::COMPOSED.contains(channel))
            .ok_or(FieldProblem::UnknownChoice)
    }

    fn parse_period(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<PublicationPeriod> {
        let first = errors.keep("periode-debut", parse_day(&self.first_day));
        let last = errors.keep("periode-fin", parse_day(&self.last_day));
        let (first, last) = (first?, last?);
        let period = errors.keep("periode-fin", PublicationPeriod::new(first, last))?;
        if last < today {
            errors.add("periode-fin", FieldProblem::InThePast);
        }
        Some(period)
    }
}

fn parse_day(raw: &str) -> Result<NaiveDate, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    // Written back it must be the same ten characters: chrono alone would also take a sign, blanks
    // and a year of five digits ("+10000-1-1").
    NaiveDate::parse_from_str(raw, "%Y-%m-%d")
        .ok()
        .filter(|day| raw.len() == "yyyy-mm-dd".len() && day.to_string() == raw)
        .ok_or(FieldProblem::NotADate)
}

fn parse_time(raw: &str) -> Result<NaiveTime, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    // Some browsers add seconds to the time that was typed.
    let minutes = raw.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(raw);
    NaiveTime::parse_from_str(minutes, "%H:%M")
        .ok()
        .filter(|time| time.format("%H:%M").to_string() == minutes)
        .ok_or(FieldProblem::NotATime)
}
