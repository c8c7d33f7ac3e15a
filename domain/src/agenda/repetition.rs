use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::HolidayZone;

/// The most occurrences of one event: a lesson on every school day of two years.
pub const MAX_OCCURRENCES: u16 = 400;
/// How long after its beginning an event may still be repeated, in days.
pub const MAX_REPETITION_DAYS: u32 = 10 * 366;
pub const MAX_INTERVAL: u16 = 52;

values::coded! {
    Frequency {
        Daily => "daily",
        Weekly => "weekly",
        /// On the same day of the month; months without this day are left out.
        Monthly => "monthly",
        /// On the same date; a 29 February only in leap years.
        Yearly => "yearly",
    }

    /// A day of the week. The code is that of RFC 5545.
    WeekDay {
        Monday => "MO",
        Tuesday => "TU",
        Wednesday => "WE",
        Thursday => "TH",
        Friday => "FR",
        Saturday => "SA",
        Sunday => "SU",
    }
}

impl WeekDay {
    pub fn of(day: NaiveDate) -> Self {
        Self::ALL[day.weekday().num_days_from_monday() as usize]
    }
}

impl From<WeekDay> for Weekday {
    fn from(day: WeekDay) -> Self {
        match day {
            WeekDay::Monday => Self::Mon,
            WeekDay::Tuesday => Self::Tue,
            WeekDay::Wednesday => Self::Wed,
            WeekDay::Thursday => Self::Thu,
            WeekDay::Friday => Self::Fri,
            WeekDay::Saturday => Self::Sat,
            WeekDay::Sunday => Self::Sun,
        }
    }
}

/// How an event is repeated. It always has an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetition {
    pub frequency: Frequency,
    /// 1 to [`MAX_INTERVAL`]: every so many days, weeks, months or years.
    pub interval: u16,
    /// For [`Frequency::Weekly`], sorted, with the day on which the event begins; empty otherwise.
    pub days: Vec<WeekDay>,
    pub end: RepetitionEnd,
    /// *Sauf vacances scolaires*: what falls into the holidays of this zone is left out.
    pub except_holidays: Option<HolidayZone>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepetitionEnd {
    /// After this many occurrences, those in holidays included.
    Count(u16),
    /// On this day at the latest.
    Until(#[serde(deserialize_with = "crate::civil::day")] NaiveDate),
}
