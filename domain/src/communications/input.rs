use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Announcement, AnnouncementText, Channel, Link, NewCommunication, PublicationPeriod, Severity};
use crate::{
    fields::{FieldErrors, FieldProblem},
    targets::{TargetInput, Targets},
};

/// A new form proposes today and the week after it.
pub const DEFAULT_PERIOD_DAYS: u64 = 7;

/// The form *Nouvelle communication* as it was typed: nothing in it has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
            ..Self::default()
        }
    }

    /// Checks every field; `today` is the civil day where the schools are.
    pub fn parse(&self, today: NaiveDate) -> Result<NewCommunication, FieldErrors> {
        let mut errors = FieldErrors::default();
        let targets = self.parse_targets(&mut errors);
        let channel = errors.keep("canal", self.parse_channel());
        let severity =
            errors.keep("type", Severity::from_code(&self.severity).ok_or(FieldProblem::UnknownChoice));
        let text = errors.keep("texte", AnnouncementText::parse(&self.text));
        let link = if self.with_link {
            errors.keep("lien-url", Link::parse_external(&self.link)).map(Some)
        } else {
            Some(None)
        };
        let period = self.parse_period(today, &mut errors);

        match (targets, channel, severity, text, link, period) {
            (Some(targets), Some(_), Some(severity), Some(text), Some(link), Some(period))
                if errors.is_empty() =>
            {
                Ok(NewCommunication { targets, content: Announcement { severity, text, link, period } })
            }
            _ => Err(errors),
        }
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
