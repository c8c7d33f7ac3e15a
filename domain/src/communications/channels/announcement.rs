//! annonce: a short text on home pages, for a period.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::part::{Part, Said};
use crate::{
    civil,
    communications::{
        link::Link,
        period::PublicationPeriod,
        posted::Posted,
        rich_text::paragraphs,
        status::{SchoolCounts, Status},
        text::AnnouncementText,
        typed::parse_day,
    },
    fields::{FieldErrors, FieldProblem},
    severity::Severity,
    time::Millis,
};

/// A new form proposes a period from today to this many days later.
pub const DEFAULT_PERIOD_DAYS: u64 = 7;

/// The content of an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Announcement {
    pub severity: Severity,
    pub text: AnnouncementText,
    pub link: Option<Link>,
    pub period: PublicationPeriod,
}

/// The part of the form for an announcement, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnouncementInput {
    /// Code of a [`Severity`].
    pub severity: String,
    pub text: String,
    pub with_link: bool,
    pub link: String,
    /// `yyyy-mm-dd`, as date inputs send it.
    pub first_day: String,
    pub last_day: String,
}

impl AnnouncementInput {
    /// An information, shown for a week.
    pub fn blank(today: NaiveDate) -> Self {
        let last = today.checked_add_days(Days::new(DEFAULT_PERIOD_DAYS)).unwrap_or(today);
        Self {
            severity: Severity::Information.code().to_owned(),
            first_day: today.to_string(),
            last_day: last.to_string(),
            ..Self::default()
        }
    }

    pub fn posted(form: &Posted<'_>) -> Self {
        Self {
            severity: form.value("type"),
            text: form.value("texte"),
            with_link: form.is("lien", "externe"),
            link: form.value("lien-url"),
            first_day: form.value("periode-debut"),
            last_day: form.value("periode-fin"),
        }
    }

    /// Checks every field and adds each problem to `errors`; `today` is the civil day where the
    /// schools are.
    pub fn parse(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<Announcement> {
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

impl Part for AnnouncementInput {
    fn title(&self) -> &str {
        &self.text
    }

    fn severity(&self) -> Option<Severity> {
        Severity::from_code(&self.severity)
    }

    fn take_over(&mut self, said: &Said) {
        self.text.clone_from(&said.text);
    }

    /// A past period is replaced, so that a copy does not start with an error.
    fn renew(&mut self, today: NaiveDate) {
        if civil::parse_day(&self.last_day).is_some_and(|last| last < today) {
            let fresh = Self::blank(today);
            (self.first_day, self.last_day) = (fresh.first_day, fresh.last_day);
        }
    }
}

/// The facts about an announcement over all its schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementFacts {
    /// When the period begins, and in how many schools: it is another instant in each time zone.
    pub begins: Vec<(Millis, u32)>,
    /// The latest end of the period among the schools.
    pub last_ends_at: Millis,
    /// Whether its targets reach nobody.
    pub nobody: bool,
}

impl AnnouncementFacts {
    /// The announcement is published when the period of the first school begins. It is deployed when
    /// the period has begun in every school, and ends when the period of the last school ends.
    pub fn status(&self, schools: SchoolCounts, now: Millis) -> Status {
        let begun: u32 = self.begins.iter().filter(|(at, _)| *at <= now).map(|(_, schools)| schools).sum();
        let all_begin = self.begins.iter().all(|(at, _)| *at <= now);
        let settled = schools.published + schools.failed >= schools.all;
        if now >= self.last_ends_at {
            Status::Ended
        } else if settled && schools.failed > 0 {
            Status::Failed
        } else if begun == 0 {
            Status::Scheduled
        } else if !settled {
            Status::Deploying { done: schools.published.into(), of: Some(schools.all.into()) }
        } else if !all_begin {
            Status::Deploying { done: begun.into(), of: Some(schools.all.into()) }
        } else if self.nobody {
            Status::Unreached
        } else {
            Status::Deployed
        }
    }

    /// When its status may change by itself after `now`.
    pub fn next_change(&self, now: Millis) -> Option<Millis> {
        let instants = self.begins.iter().map(|(at, _)| *at).chain([self.last_ends_at]);
        instants.filter(|at| *at > now).min()
    }
}

/// The announcement as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementDetail {
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
}

impl AnnouncementDetail {
    pub fn said(&self) -> Said {
        Said { text: self.text.clone(), html: paragraphs(&self.text) }
    }

    /// The part of a form that says the same.
    pub fn input(&self) -> AnnouncementInput {
        AnnouncementInput {
            severity: self.severity.code().to_owned(),
            text: self.text.clone(),
            with_link: self.link.is_some(),
            link: self.link.clone().unwrap_or_default(),
            first_day: self.first_day.to_string(),
            last_day: self.last_day.to_string(),
        }
    }
}

/// An announcement in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentAnnouncement {
    pub severity: Severity,
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
}
