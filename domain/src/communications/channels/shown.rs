//! What the channels share whose communications are shown for a period.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    civil,
    communications::{
        period::PublicationPeriod,
        status::{SchoolCounts, Status},
        typed::parse_day,
    },
    fields::{FieldErrors, FieldProblem},
    time::Millis,
};

/// A new form proposes a period from today to this many days later.
pub const DEFAULT_PERIOD_DAYS: u64 = 7;

/// The first and last day that a new form proposes, as date inputs send them.
pub(super) fn proposed_days(today: NaiveDate) -> (String, String) {
    let last = today.checked_add_days(Days::new(DEFAULT_PERIOD_DAYS)).unwrap_or(today);
    (today.to_string(), last.to_string())
}

/// Reads the first and the last day, each with the control in which it was typed. The period must
/// not be over by `today`.
pub(super) fn parse_days(
    first: (&str, &str),
    last: (&str, &str),
    today: NaiveDate,
    errors: &mut FieldErrors,
) -> Option<PublicationPeriod> {
    let field = last.0;
    let first = errors.keep(first.0, parse_day(first.1));
    let last = errors.keep(field, parse_day(last.1));
    let (first, last) = (first?, last?);
    let period = errors.keep(field, PublicationPeriod::new(first, last))?;
    if last < today {
        errors.add(field, FieldProblem::InThePast);
    }
    Some(period)
}

/// Replaces a past period, so that a copy does not start with an error; `true` if it was one.
pub(super) fn renew_days(first: &mut String, last: &mut String, today: NaiveDate) -> bool {
    let over = civil::parse_day(last).is_some_and(|last| last < today);
    if over {
        (*first, *last) = proposed_days(today);
    }
    over
}

/// The facts about what is shown for a period, over all its schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodFacts {
    /// When the period begins, and in how many schools: it is another instant in each time zone.
    pub begins: Vec<(Millis, u32)>,
    /// The latest end of the period among the schools.
    pub last_ends_at: Millis,
    /// Whether its targets reach nobody.
    pub nobody: bool,
}

impl PeriodFacts {
    /// It is published when the period of the first school begins. It is deployed when
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
