use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Repetition;
use crate::time::{MINUTE_MS, Millis, instant_at, start_of_day};

pub const MAX_TITLE_CHARACTERS: usize = 150;
pub const MAX_PLACE_CHARACTERS: usize = 150;
pub const MAX_DESCRIPTION_CHARACTERS: usize = 5_000;
/// A longer event is a typing error, or several events.
pub const MAX_EVENT_DAYS: u32 = 62;

/// An event that has passed every check of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEvent {
    pub said: Said,
    pub repetition: Option<Repetition>,
}

/// What an event, or one of its occurrences, says. Everything is plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// 1 to 150 characters, on one line.
    pub title: String,
    /// May be empty.
    pub place: String,
    /// May be empty; line ends as `\n`.
    pub description: String,
    pub time: EventTime,
}

/// When an event takes place, on the wall clock of its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventTime {
    /// Whole days, both included.
    Days {
        #[serde(deserialize_with = "crate::civil::day")]
        first: NaiveDate,
        #[serde(deserialize_with = "crate::civil::day")]
        last: NaiveDate,
    },
    Hours {
        #[serde(deserialize_with = "crate::civil::moment")]
        starts: NaiveDateTime,
        #[serde(deserialize_with = "crate::civil::moment")]
        ends: NaiveDateTime,
    },
}

impl EventTime {
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Days { first, .. } => first,
            Self::Hours { starts, .. } => starts.date(),
        }
    }

    /// The last day on which something takes place: an event until midnight ends on the day before.
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Days { last, .. } => last,
            Self::Hours { starts, ends } => {
                ends.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(ends).max(starts).date()
            }
        }
    }

    pub const fn is_whole_days(self) -> bool {
        matches!(self, Self::Days { .. })
    }

    /// The same hours and length, beginning on another day.
    #[must_use]
    pub fn beginning_on(self, day: NaiveDate) -> Self {
        let by = day - self.first_day();
        let moved = |at: NaiveDateTime| at.checked_add_signed(by).unwrap_or(at);
        match self {
            Self::Days { first, last } => Self::Days { first: first + by, last: last + by },
            Self::Hours { starts, ends } => Self::Hours { starts: moved(starts), ends: moved(ends) },
        }
    }

    /// `[begins, ends)`. The end is at least a minute after the beginning, also where the clocks skip
    /// the time between them.
    pub fn bounds(self, zone: Tz) -> (Millis, Millis) {
        let (begins, ends) = match self {
            Self::Days { first, last } => {
                let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
                (start_of_day(first, zone), start_of_day(after, zone))
            }
            Self::Hours { starts, ends } => (instant_at(starts, zone), instant_at(ends, zone)),
        };
        (begins, ends.max(begins.plus(MINUTE_MS)))
    }
}

values::coded! {
    /// What became of an event.
    EventState {
        Planned => "planned",
        /// It will not take place; agendas still show it, marked.
        Cancelled => "cancelled",
        /// Shown nowhere; a calendar that subscribed is told that it is cancelled.
        Removed => "removed",
    }
}
