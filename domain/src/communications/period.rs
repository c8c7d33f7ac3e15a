use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde::Serialize;

use crate::{
    fields::FieldProblem,
    time::{Millis, start_of_day},
};

/// A longer period is a typing error (2206 for 2026) that would show an alert for decades.
pub const MAX_PERIOD_DAYS: u32 = 366;

/// période de publication: first and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PublicationPeriod {
    first: NaiveDate,
    last: NaiveDate,
}

/// The instants between which a period runs in one school: `[begins_at, ends_at)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub begins_at: Millis,
    pub ends_at: Millis,
}

impl PublicationPeriod {
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, FieldProblem> {
        if last < first {
            return Err(FieldProblem::LastBeforeFirst);
        }
        if (last - first).num_days() >= i64::from(MAX_PERIOD_DAYS) {
            return Err(FieldProblem::PeriodTooLong { max_days: MAX_PERIOD_DAYS });
        }
        Ok(Self { first, last })
    }

    pub fn first(self) -> NaiveDate {
        self.first
    }

    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// From 00:00 on the first day to 00:00 on the day after the last, on the wall clock of `zone`.
    pub fn bounds(self, zone: Tz) -> Bounds {
        let after = self.last.checked_add_days(Days::new(1)).unwrap_or(self.last);
        Bounds { begins_at: start_of_day(self.first, zone), ends_at: start_of_day(after, zone) }
    }
}

impl Bounds {
    pub fn contains(self, now: Millis) -> bool {
        self.begins_at <= now && now < self.ends_at
    }
}
